import { expect, it } from 'vitest';
import { toldByLoads } from '../../../src/correlate/deaths/told-by-loads.ts';
import type { ExceptionEvent } from '../../../src/model/event.ts';
import { booting, stamp, told } from '../told.ts';

const raisedIn = (file: string, name: string, pid?: number): ExceptionEvent => ({
  ...{ kind: 'exception', origin: { source: 1, line: 4, byteOffset: 0 }, text: '', message: '' },
  ...{ stamp: stamp(4), pid, requestId: undefined },
  traceback: {
    chain: [{ exception: 'KeyError', message: "'SECRET'", frames: [{ file, line: 146, function: name }] }],
    ...{ truncated: false, group: [] },
  },
});
const BASE = '/usr/lib/python3.11/site-packages/gunicorn/workers/base.py';

it('takes what is raised while a worker loads its application for a failed boot', () => {
  const steps = toldByLoads([raisedIn(BASE, 'load_wsgi'), raisedIn(BASE, 'load_wsgi', 9)], []).map(({ step }) => step);
  expect(steps).toEqual([
    { what: 'worker-failed-to-boot', reason: 'Worker failed to boot' },
    { what: 'worker-failed-to-boot', reason: 'Exception in worker process' },
  ]);
});

it('leaves it to the server where it speaks, and what is raised elsewhere alone', () => {
  const words = told([1, 9, booting(9)]).map((word) => ({ ...word, by: 'gunicorn' }));
  expect(toldByLoads([raisedIn(BASE, 'load_wsgi')], words)).toEqual([]);
  expect(toldByLoads([raisedIn(BASE, 'run'), raisedIn('/srv/base.py', 'load_wsgi')], [])).toEqual([]);
});
