import { describe, expect, it } from 'vitest';
import { type Given, givenIn, verdictOn } from './same-verdict.ts';

/** Fixtures that run by UTC, each as the container of another service. */
const SERVICES: Readonly<Record<string, readonly string[]>> = {
  'no-pids': ['gunicorn.err', 'run.log'],
  'sync-at-one-lock': ['app.log', 'gunicorn-access.log', 'gunicorn-error.log'],
  'cpu-starved': ['gunicorn.err', 'run.log'],
  'upgraded-amid-kills': ['gunicorn.log', 'app.log', 'access.log', 'error.log'],
};

interface Line {
  readonly text: string;
  /** How far into the night of its service it was written: 0 to 1. */
  readonly share: number;
}

const STAMP = /(20\d\d)[-/](\d\d)[-/](\d\d)[ T](\d\d:\d\d:\d\d)(?:[.,](\d{3}))?/;
const ACCESS = /\[(\d\d)\/(\w{3})\/(\d{4}):(\d\d:\d\d:\d\d)/;

function shownIn(line: string): number {
  const [, year, month, day, time, ms = '000'] = STAMP.exec(line.slice(0, 60)) ?? [];
  if (time !== undefined) return Date.parse(`${year ?? ''}-${month ?? ''}-${day ?? ''}T${time}.${ms}Z`);
  const [, date, name, of, at] = ACCESS.exec(line) ?? [];
  return Date.parse(`${date ?? ''} ${name ?? ''} ${of ?? ''} ${at ?? ''} UTC`);
}

/** The lines of one service as its container prints them, in order of time; each says whose it is. */
function printed(fixture: string): readonly Line[] {
  const files = givenIn(fixture, SERVICES[fixture] ?? []).map(({ text }) => {
    let last = Number.NEGATIVE_INFINITY;
    return text
      .trimEnd()
      .split('\n')
      .map((line) => {
        const at = shownIn(line);
        last = Number.isNaN(at) ? last : Math.max(last, at);
        return { text: `${fixture}-1  | ${line}`, at: last };
      });
  });
  const lines = files.flat().sort((a, b) => a.at - b.at);
  const times = lines.map(({ at }) => at).filter(Number.isFinite);
  const [from, to] = [Math.min(...times), Math.max(...times)];
  return lines.map(({ text, at }) => ({ text, share: Number.isFinite(at) ? (at - from) / (to - from) : 0 }));
}

const stream = (lines: readonly Line[]): readonly Given[] => [
  {
    name: 'compose.log',
    text: `${[...lines]
      .sort((a, b) => a.share - b.share)
      .map(({ text }) => text)
      .join('\n')}\n`,
  },
];

const names = Object.keys(SERVICES);
const pairs = names.flatMap((one, at) => names.slice(at + 1).map((other) => [one, other] as const));

describe('several services in one stream', () => {
  it.each(pairs)('tells of %s beside %s what it tells of each alone', async (one, other) => {
    const [first, second] = [await verdictOn(stream(printed(one))), await verdictOn(stream(printed(other)))];
    const both = await verdictOn(stream([...printed(one), ...printed(other)]));
    const told = [...first.incidents, ...second.incidents];
    expect(told.length).toBeGreaterThan(1);
    expect(both.incidents).toHaveLength(told.length);
    expect(both.incidents).toEqual(expect.arrayContaining(told));
  });
});
