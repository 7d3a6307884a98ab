import { expect, test } from 'vitest';
import { learnAndScan } from './written-log.ts';

const timeAt = (ms: number): string =>
  new Date(Date.UTC(2026, 10, 30, 11, 30, 36) + ms).toISOString().replace('T', ' ').replace('.', ',').slice(0, 23);

interface Line {
  readonly at: number;
  readonly line: string;
}

const line = (at: number, pid: number, words: string): Line => ({
  at,
  line: `${timeAt(at)} ${String(pid)} INFO ${words}`,
});

const idOf = (n: number): string => (2_654_435_761 * (n + 1)).toString(16).padStart(12, 'a').slice(-12);

/** A start, and an end `ms` later if it has one. */
const request = (n: number, { pid, at, ms }: { pid: number; at: number; ms: number | undefined }): readonly Line[] => [
  line(at, pid, `order ${idOf(n)}: GET /feed`),
  ...(ms === undefined ? [] : [line(at + ms, pid, `order ${idOf(n)}: 200 after ${(ms / 1_000).toFixed(3)} s`)]),
];

test('a worker that takes all that waited at once and ends with it does not hide what starts and ends a request', () => {
  const burst = Array.from({ length: 300 }, (_, n) =>
    request(n, { pid: 29162, at: n, ms: n % 20 === 0 && n < 200 ? 90 : undefined }),
  );
  const after = Array.from({ length: 90 }, (_, n) =>
    request(n + 300, { pid: 29208, at: 4_000 + n * 40, ms: 60 + ((n * 37) % 900) }),
  );
  const lines = [...burst, ...after].flat().sort((one, other) => one.at - other.at);
  const { layouts } = learnAndScan(
    lines.map((one) => one.line),
    [29162, 29208],
  );
  expect(layouts.flatMap(({ phrases }) => phrases)).toEqual([
    { edge: 'end', template: 'order {id}: {status} after {s} s' },
    { edge: 'start', template: 'order {id}: {method} {target}' },
  ]);
});
