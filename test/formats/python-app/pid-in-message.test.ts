import { describe, expect, it } from 'vitest';
import { learnAndScan, type Style, UNFINISHED, write } from './written-log.ts';

const hex = (n: number): string => (n * 7_919).toString(16).padStart(12, 'a0');
const iso = (time: string): string => `${time.replace(' ', 'T').replace(',', '.')}Z`;

/** Layouts in which the pid does not stand in a column of its own, or hardly a word is said. */
const STYLES: readonly Style[] = [
  {
    name: "structlog's key=value, the worker last",
    start: ({ time, pid, n, path }) =>
      `${iso(time)} [info     ] request_started                [web.mw] path=${path} request_id=${hex(n)} worker=${String(pid)}`,
    end: ({ time, pid, n, status }) =>
      `${iso(time)} [info     ] request_finished               [web.mw] code=${String(status)} request_id=${hex(n)} worker=${String(pid)}`,
  },
  {
    name: 'a pid behind the name of the process',
    start: ({ time, pid, n }) => `[${time}: INFO/ForkPoolWorker-${String(pid)}] Task mail[${hex(n)}] received`,
    end: ({ time, pid, n, ms }) =>
      `[${time}: INFO/ForkPoolWorker-${String(pid)}] Task mail[${hex(n)}] succeeded in ${(ms / 1_000).toFixed(3)}s: None`,
  },
  {
    name: 'no words at all',
    start: ({ time, pid, n, path }) => `${iso(time)} ${String(pid)} ${hex(n)} ${path}`,
    end: ({ time, pid, n, status, ms }) => `${iso(time)} ${String(pid)} ${hex(n)} ${String(status)} ${String(ms)}`,
  },
  {
    name: 'codes instead of words',
    start: ({ time, pid, n, path }) => `${time};${String(pid)};INFO;1001;${hex(n)};${path}`,
    end: ({ time, pid, n, status, ms }) => `${time};${String(pid)};INFO;1002;${hex(n)};${String(status)};${String(ms)}`,
  },
];

describe.each(STYLES.map((style) => [style.name, style] as const))('%s', (_name, style) => {
  const { findings } = learnAndScan(write(style));

  it('finds the requests that never end, and the worker of each', () => {
    const ended = new Set(findings.edges.flatMap(({ edge, facts }) => (edge === 'end' ? [facts.id] : [])));
    const open = findings.edges.filter(({ facts }) => !ended.has(facts.id));
    expect(open.map(({ edge, pid }) => `${edge} ${typeof pid}`)).toEqual(
      Array<string>(UNFINISHED).fill('start number'),
    );
  });
});

describe('a number that is called a pid, in a case without a log of the server', () => {
  const areTold = (named: (pid: number, n: number) => string): ReadonlySet<boolean> => {
    const lines = write({
      name: 'key=value',
      start: ({ time, pid, n, path }) =>
        `${iso(time)} [info     ] request_started path=${path} id=${hex(n)} ${named(pid, n)}`,
      end: ({ time, n, status }) => `${iso(time)} [info     ] request_finished code=${String(status)} id=${hex(n)}`,
    });
    const starts = learnAndScan(lines, []).findings.edges.filter(({ edge }) => edge === 'start');
    return new Set(starts.map(({ pid }) => pid !== undefined));
  };

  it('is that of who speaks', () => {
    expect(areTold((pid) => `pid=${String(pid)}`)).toEqual(new Set([true]));
  });

  it('is none where each request starts a process of its own', () => {
    expect(areTold((_pid, n) => `child pid=${String(20_000 + n)}`)).toEqual(new Set([false]));
  });
});

describe('messages between start and end that begin as a start does', () => {
  it('are none', () => {
    const lines = write(STYLES[2] ?? fail()).flatMap((line) =>
      line.includes(' /') ? [line, line.replace(/ \/.*$/, ' 210')] : [line],
    );
    expect(learnAndScan(lines).findings.edges.filter(({ text }) => text.endsWith(' 210'))).toEqual([]);
  });
});

function fail(): never {
  throw new Error('no such style');
}
