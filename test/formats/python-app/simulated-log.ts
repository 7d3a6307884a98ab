import { OpenRequests } from '../../../src/lib/open-requests.ts';
import type { Format, Head } from '../../../src/formats/format.ts';
import { NOT_STATED } from '../../../src/formats/format.ts';
import { clearHead, newHead } from '../../../src/formats/head.ts';
import type { Layout } from '../../../src/model/layout.ts';

/** A request of a simulated service, and what its log says of it. Times in milliseconds. */
export interface Simulated {
  readonly number: number;
  readonly pid: number;
  readonly method: string;
  readonly path: string;
  readonly hex: string;
  readonly startedAt: number;
  readonly tookMs: number;
  readonly status: number;
  readonly isFinished: boolean;
}

/** How an application words its log. `head` gets the wall-clock time, the request, and a level. */
export interface Wording {
  readonly head: (time: Date, request: Simulated, level: string) => string;
  readonly start: (request: Simulated) => string;
  readonly end: (request: Simulated) => string;
  /** Further lines of a request, between start and end. */
  readonly between?: readonly ((request: Simulated) => string)[];
}

/** Numbers in [0, 1), the same each time. */
const chances = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
};

const PATHS = ['/item', '/feed', '/cdkey_mana', '/orders/export'];
const BEGAN = Date.UTC(2026, 10, 23, 9, 45, 3);

/** 120 requests to three processes, several at a time; 7 of them were cut off. */
export const simulatedRequests = (seed = 7, { slots = 4 }: { readonly slots?: number } = {}): readonly Simulated[] => {
  const chance = chances(seed);
  const freeAt = Array.from({ length: 3 * slots }, () => 0);
  return Array.from({ length: 120 }, (_, place) => {
    const slot = place % freeAt.length;
    const startedAt = (freeAt[slot] ?? 0) + Math.floor(chance() * 400) + 3;
    const tookMs = Math.floor(chance() * chance() * 2_000) + 1;
    freeAt[slot] = startedAt + tookMs;
    return {
      number: 1_052_400 + place * 3,
      pid: 10_010 + (slot % 3),
      method: chance() < 0.7 ? 'GET' : 'POST',
      path: PATHS[Math.floor(chance() * PATHS.length)] ?? '/',
      hex:
        Math.floor(chance() * 2 ** 40)
          .toString(16)
          .padStart(10, '0') + '5ab6',
      startedAt,
      tookMs,
      status: chance() < 0.9 ? 200 : 500,
      isFinished: place % 17 !== 16,
    };
  });
};

/** The lines of such a log. */
export const simulatedLog = (wording: Wording, requests: readonly Simulated[]): readonly string[] =>
  requests
    .flatMap((request) => {
      const { startedAt, tookMs, isFinished } = request;
      const between = (wording.between ?? []).map((say, place, all) => ({
        at: startedAt + (tookMs * (place + 1)) / (all.length + 1),
        text: say(request),
      }));
      const end = isFinished ? [{ at: startedAt + tookMs, text: wording.end(request) }] : [];
      return [{ at: startedAt, text: wording.start(request) }, ...between, ...end].map((said) => ({
        ...said,
        request,
      }));
    })
    .sort((a, b) => a.at - b.at)
    .flatMap(({ at, text, request }) => `${wording.head(new Date(BEGAN + at), request, 'INFO')}${text}`.split('\n'));

/** What a scan makes of the lines: counts, pairs, and the start lines that stay open. */
export interface ScanResult {
  readonly starts: number;
  readonly ends: number;
  readonly pairs: number;
  readonly open: readonly string[];
}

/** Reads lines as the scan of a block does. */
export const scanLines = (format: Format, layout: Layout, lines: readonly string[]): ScanResult => {
  const reader = format.open(layout);
  const bytes = Buffer.from(lines.join('\n'));
  const head = newHead();
  const open = new OpenRequests<{ readonly wall: number; readonly text: string }>();
  const counts = { starts: 0, ends: 0, pairs: 0 };
  for (const [from, to] of recordRanges(bytes, (lineFrom, lineTo) => reader.starts(bytes, lineFrom, lineTo, head))) {
    clearHead(head);
    const headTo = bytes.indexOf(10, from);
    reader.starts(bytes, from, headTo < 0 ? to : Math.min(headTo, to), head);
    const kind = reader.classify(bytes, from, to, head);
    if (kind === 'start') {
      counts.starts += 1;
      open.open(keyOf(bytes, head), { wall: head.wall, text: bytes.toString('utf8', from, to) });
    } else if (kind === 'end') {
      counts.ends += 1;
      if (open.close(keyOf(bytes, head), { ...head, hasOwnKey: head.idTo > 0 })) counts.pairs += 1;
    }
  }
  return { ...counts, open: [...open.left()].map(({ text }) => text) };
};

const keyOf = (bytes: Buffer, { pid, idFrom, idTo, keyFrom, keyTo }: Head): string => {
  const who = pid === NOT_STATED ? '' : String(pid);
  return idTo > 0
    ? `${who}#${bytes.toString('latin1', idFrom, idTo)}`
    : `${who}/${bytes.toString('latin1', keyFrom, keyTo)}`;
};

const recordRanges = (
  bytes: Buffer,
  starts: (from: number, to: number) => boolean,
): readonly (readonly [number, number])[] => {
  const ranges: [number, number][] = [];
  for (let from = 0; from < bytes.length;) {
    const newline = bytes.indexOf(10, from);
    const to = newline < 0 ? bytes.length : newline;
    const last = ranges.at(-1);
    if (starts(from, to)) ranges.push([from, to]);
    else if (last) last[1] = to;
    from = to + 1;
  }
  return ranges;
};
