import { expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { handedOn } from '../../src/infer/handed-on.ts';
import type { LifecycleStep } from '../../src/model/lifecycle.ts';
import { booting, edge, factsWith, killed, started, timedOut, told } from '../correlate/told.ts';

const setting = (name: string, value: string): LifecycleStep => ({ what: 'server-setting', name, value });

/** Workers 10 and 11 stood still from 95 and from 101 on; whose worker each request that began then was. */
const pidsOf = (startedAt: readonly number[], timeout: readonly (readonly [number, number, LifecycleStep])[]) => {
  const lifecycle = told(
    ...[[0, 1, started] as const, ...timeout, [0, 10, booting(10)] as const, [0, 11, booting(11)] as const],
    ...[[100, 1, timedOut(10)] as const, [101, 1, killed(10)] as const],
    ...[[106, 1, timedOut(11)] as const, [107, 1, killed(11)] as const],
  );
  const edges = startedAt.map((at, n) => edge('start', { at, line: n, id: `r${String(n)}` }));
  const { workers, requests } = handedOn(correlate(factsWith({ lifecycle, edges })));
  return requests.map(({ worker = -1 }) => workers[worker]?.pid);
};

it('gives what began while a worker stood still to the next that ended and could take it', () => {
  expect(pidsOf([90, 98, 99.5], [[0, 1, setting('timeout', '5')]])).toEqual([10, 11, 11]);
});

it('leaves all where they are while it is not known since when the worker stood still', () => {
  expect(pidsOf([90, 98, 99.5], [])).toEqual([10, 10, 10]);
});
