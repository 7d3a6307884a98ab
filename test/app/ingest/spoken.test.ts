import { expect, it } from 'vitest';
import { spokenSoFar } from '../../../src/app/ingest/spoken.ts';
import type { LifecycleEvent } from '../../../src/model/event.ts';
import { block, timeout } from '../../store/sample-findings.ts';
import { LOG, temporaryCase } from '../../store/temporary-case.ts';

const setting = (source: number, name: string, value: string): LifecycleEvent => ({
  ...timeout(source, 700),
  stamp: undefined,
  step: { what: 'server-setting', name, value },
});

it('is what the case says of all its sources, and of each that is read into it from then on', () => {
  const store = temporaryCase();
  const first = store.addSource(LOG);
  store.addFindings([{ ...block(first, 0), events: [timeout(first, 500), setting(first, 'timeout', '30')] }]);
  const spoken = spokenSoFar(store);
  expect(spoken.all()).toEqual({ workerPids: new Set([20431]), accessFormats: [], days: new Set([20210312]) });

  const second = store.addSource({ ...LOG, path: 'gunicorn.conf.py' });
  store.addFindings([{ ...block(second, 0), events: [setting(second, 'access_log_format', '%(h)s')] }]);
  expect(spoken.all().accessFormats).toEqual([]);
  spoken.hear(second);
  expect(spoken.all()).toMatchObject({ workerPids: new Set([20431]), accessFormats: ['%(h)s'] });

  store.reopenLastBlock(second);
  spoken.hear(second);
  expect(spoken.all().accessFormats).toEqual([]);
});
