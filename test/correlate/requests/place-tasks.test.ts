import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import { conclude } from '../../../src/infer/conclude.ts';
import type { CaseFacts } from '../../../src/model/facts.ts';
import type { LifecycleEvent } from '../../../src/model/event.ts';
import type { LifecycleStep } from '../../../src/model/lifecycle.ts';
import { aborted, edge, factsWith, killed, told } from '../told.ts';

const size = (value: string): LifecycleStep => ({ what: 'server-setting', name: 'workers', value });
/** What Celery's main process says stands in the log of the tasks. */
const celerys = (events: readonly LifecycleEvent[]): readonly LifecycleEvent[] =>
  events.map((event) => ({
    ...event,
    by: 'celery',
    origin: { ...event.origin, source: 2, line: event.origin.line + 500 },
  }));
/** A pool of two, of which child 31 is killed at second 60. */
const LOST = celerys(told([0, 1, size('2')], [60, 1, killed(31)]));

const received = (id: string, at: number) => edge('start', { at, line: at, id, target: `shop.${id}` });
const ended = (id: string, at: number) => edge('end', { at, line: at, id, target: `shop.${id}` });

const claimsIn = (facts: Partial<CaseFacts>) =>
  conclude(correlate(factsWith({ lifecycle: LOST, ...facts }))).map(({ claims }) =>
    claims.map(({ role, label, confidence }) => `${role} ${label} ${confidence.toFixed(1)}`),
  );

describe('a child of a pool that was lost', () => {
  it('held the one task that was under way and never ended, however short the others were', () => {
    const edges = [
      received('mail', 30),
      ended('mail', 31),
      received('report', 40),
      received('later', 62),
      ended('later', 63),
    ];
    expect(claimsIn({ edges })).toEqual([['casualty shop.report (id report) 1.0']]);
  });

  it('held one of as many as the pool has children, where none of them ended, and none that waited', () => {
    const edges = [received('one', 40), received('two', 41), received('waiting', 42)];
    expect(claimsIn({ edges })).toEqual([
      ['possible-casualty shop.one (id one) 0.5', 'possible-casualty shop.two (id two) 0.5'],
    ]);
  });

  it('held not the one that another child ended later, nor one that failed, nor one received after it was gone', () => {
    const failed = { ...aborted(0, 45), pid: undefined, requestId: 'bad' };
    const exceptions = [
      { ...failed, traceback: { ...failed.traceback, chain: [{ exception: 'ValueError', message: '', frames: [] }] } },
    ];
    const edges = [received('slow', 40), received('bad', 44), received('next', 61), ended('slow', 70)];
    expect(claimsIn({ edges, exceptions })).toEqual([[]]);
  });

  it('held the one that its main process names as overdue, under the id with which it was received', () => {
    const request = { id: 'slow', target: 'shop.slow', method: undefined, since: undefined };
    const lifecycle = celerys(
      told([0, 1, size('2')], [59, 1, { what: 'request-timeout', request, limitSeconds: 20 }], [60, 1, killed(31)]),
    );
    const edges = [received('slow', 38), received('other', 40)];
    expect(claimsIn({ lifecycle, edges })).toEqual([['culprit shop.slow (id slow) 1.0']]);
  });

  it('was not at the overdue task if it ended others meanwhile, though its end is told first', () => {
    const request = { id: 'slow', target: 'shop.slow', method: undefined, since: undefined };
    const exited = (child: number, pid: number): Partial<LifecycleEvent> => ({
      text: `Process 'ForkPoolWorker-${String(child)}' pid:${String(pid)} exited with 'signal 9 (SIGKILL)'`,
    });
    const [limit, first, second] = celerys(
      told([60, 1, { what: 'request-timeout', request, limitSeconds: 20 }], [60, 1, killed(33)], [60, 1, killed(31)]),
    );
    if (!limit || !first || !second) throw new Error('nothing told');
    const lifecycle = [limit, { ...first, ...exited(3, 33) }, { ...second, ...exited(1, 31) }];
    const edges = [
      received('slow', 40),
      received('mail', 45),
      { ...ended('mail', 46), text: '[INFO/ForkPoolWorker-3] Task shop.mail[mail] succeeded in 1s' },
      received('dump', 50),
    ];
    const incidents = conclude(correlate(factsWith({ lifecycle, edges })));
    expect(incidents.map(({ worker, cause, claims }) => [worker.pid, cause, claims.map(({ label }) => label)])).toEqual(
      [
        [31, 'timeout', ['shop.slow (id slow)']],
        [33, 'signal', ['shop.dump (id dump)']],
      ],
    );
  });

  it('takes each of two lost tasks once', () => {
    const lifecycle = celerys(told([0, 1, size('1')], [60, 1, killed(31)], [90, 1, killed(32)]));
    const edges = [received('one', 40), received('two', 70)];
    expect(claimsIn({ lifecycle, edges })).toEqual([
      ['casualty shop.one (id one) 1.0'],
      ['casualty shop.two (id two) 1.0'],
    ]);
  });
});

it('leaves the requests of other servers alone that log elsewhere', () => {
  const edges = [received('report', 40)];
  const elsewhere = LOST.map((event) => ({ ...event, origin: { ...event.origin, source: 1 } }));
  const { requests } = correlate(factsWith({ lifecycle: elsewhere, edges }));
  expect(requests.map(({ oneOf }) => oneOf)).toEqual([undefined]);
});
