import { describe, expect, it } from 'vitest';
import type { NearMiss } from '../../../src/model/report.ts';
import { nearMissWords } from '../../../src/report/text/near-miss-words.ts';

const MISS: NearMiss = {
  ...{ at: '2026-02-06T12:00:00+00:00', host: null, worker: 7, sign: 'all-held', stallSeconds: 9.3 },
  ...{ timeoutSeconds: 30, timeoutFrom: 'config', stalled: 4, lastBegun: 'GET /a', together: [], evidence: [] },
};

describe('the words for a near miss', () => {
  it.each<[string, Partial<NearMiss>]>([
    [
      'worker 7 stood still for 9.3 s of the 30 s after which it is ended; 4 requests had to wait, the last to begin was GET /a.',
      {},
    ],
    [
      'worker 7 on web2 stood still for 9.3 s; 4 requests had to wait.',
      { host: 'web2', timeoutSeconds: null, lastBegun: null },
    ],
    [
      'worker 7 was in GET /a for 9.3 s (it is ended after 30 s by default).',
      { sign: 'one-alone', timeoutFrom: 'assumed' },
    ],
    [
      'worker 7, which says something every second or so, said nothing for 9.3 s of the 30 s after which it is ended; no log tells what it was at.',
      { sign: 'rhythm', stalled: 0, lastBegun: null },
    ],
    [
      'worker 7 stood still for 9.3 s of the 30 s after which it is ended; 1 request had to wait: GET /a. In the same time so did worker 8 and worker 9: look for what they share (machine, disk, network, a lock).',
      { stalled: 1, together: [8, 9] },
    ],
  ])('%s', (words, told) => {
    expect(nearMissWords({ ...MISS, ...told })).toBe(`2026-02-06T12:00:00+00:00: ${words}`);
  });
});
