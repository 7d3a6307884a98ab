import { describe, expect, it, test } from 'vitest';
import { learnAndScan } from './written-log.ts';

/** What a line may tell of one request. */
interface Told {
  readonly id: string;
  readonly pid: number;
  readonly path: string;
  readonly ms: number;
}

interface Wording {
  readonly name: string;
  readonly start: (told: Told) => string;
  readonly end: (told: Told) => string;
}

const timeAt = (ms: number): string => new Date(Date.UTC(2026, 10, 30, 15, 11, 27) + ms).toISOString();
const idOf = (n: number): string => (2_654_435_761 * (n + 1)).toString(16).padStart(12, 'a').slice(-12);
const PATHS = ['/stock', '/item', '/feed', '/thumb'];

interface Line {
  readonly at: number;
  readonly line: string;
}

const request = ({ start, end }: Wording, told: Told & { readonly at: number; readonly hasEnd: boolean }): Line[] => [
  { at: told.at, line: `${timeAt(told.at)} INFO ${start(told)}` },
  ...(told.hasEnd ? [{ at: told.at + told.ms, line: `${timeAt(told.at + told.ms)} INFO ${end(told)}` }] : []),
];

interface Night {
  readonly after: number;
  readonly hasEnd: (n: number) => boolean;
}

/** A worker takes all that waited at once, ends a few of it within 600 ms and is gone with the others; the next one ends nearly all it begins. */
const written = (wording: Wording, { after, hasEnd }: Night): readonly string[] =>
  Array.from({ length: 200 + after }, (_, n) => {
    const isBurst = n < 200;
    const at = isBurst ? n : 3_000 + (n - 200) * 37;
    const ms = isBurst ? 600 + (n % 40) : 30 + ((n * 37) % 190);
    const told = { id: idOf(n), pid: isBurst ? 15_692 : 15_789, path: PATHS[n % PATHS.length] ?? '', ms };
    return request(wording, { ...told, at, hasEnd: isBurst ? hasEnd(n) : n % 40 !== 7 });
  })
    .flat()
    .sort((one, other) => one.at - other.at)
    .map(({ line }) => line);

const edgesOf = (lines: readonly string[]): readonly string[] => {
  const { layouts } = learnAndScan(lines, []);
  return [...new Set(layouts.flatMap(({ phrases }) => phrases.map(({ edge }) => edge)))].sort();
};

const inMessage: readonly Wording[] = [
  {
    name: "structlog's, with ids and pids",
    start: ({ id, pid, path }) => `request_started method=GET path=${path} pid=${String(pid)} request_id=${id}`,
    end: ({ id, pid, path, ms }) =>
      `request_finished method=GET ms=${String(ms)} path=${path} pid=${String(pid)} request_id=${id} status=200`,
  },
  {
    name: 'words that say nothing, with ids and pids',
    start: ({ id, pid, path }) => `web ${id} GET ${path} pid=${String(pid)}`,
    end: ({ id, pid, ms }) => `web ${id} 200 ${String(ms)} ms pid=${String(pid)}`,
  },
  {
    name: 'pids without ids',
    start: ({ pid, path }) => `request_started method=GET path=${path} pid=${String(pid)}`,
    end: ({ pid, path, ms }) =>
      `request_finished method=GET ms=${String(ms)} path=${path} pid=${String(pid)} status=200`,
  },
];

describe.each(inMessage)('where most starts went with their worker, $name', (wording) => {
  it('starts and ends are known', () => {
    expect(edgesOf(written(wording, { after: 60, hasEnd: (n) => n < 20 }))).toEqual(['end', 'start']);
  });
});

const opposite: readonly Wording[] = [
  ['request_started', 'request_finished'],
  ['requestStarted', 'requestCompleted'],
  ['-->', '<--'],
  ['in', 'out'],
  ['handling', 'done'],
  ['Incoming request', 'Outgoing response'],
].map(([before = '', behind = '']) => ({
  name: `${before} … ${behind}`,
  start: ({ id, path }) => `${before} ${id} GET ${path}`,
  end: ({ id, path, ms }) => `${behind} ${id} GET ${path} 200 ${String(ms)}ms`,
}));

describe.each(opposite)('of nothing but opposite words: $name', (wording) => {
  it('starts and ends are known, though hardly a start has an end', () => {
    expect(edgesOf(written(wording, { after: 5, hasEnd: (n) => n % 10 === 3 }))).toEqual(['end', 'start']);
  });
});

test('ends that are told of slow requests alone are none', () => {
  const slow: Wording = {
    name: 'slow',
    start: ({ id, path }) => `request ${id} started GET ${path}`,
    end: ({ id, ms }) => `slow: request ${id} took ${String(ms)}ms`,
  };
  const lines = Array.from({ length: 300 }, (_, n) =>
    request(slow, { id: idOf(n), pid: 0, path: '/stock', ms: 400, at: n * 50, hasEnd: n % 10 === 0 }),
  );
  const inOrder = lines.flat().sort((one, other) => one.at - other.at);
  expect(edgesOf(inOrder.map(({ line }) => line))).toEqual([]);
});
