import { describe, expect, it } from 'vitest';
import { structuredJson } from '../../src/envelopes/structured-json/envelope.ts';

const row = (n: number, evt: string): string =>
  JSON.stringify({
    t: `2026-11-23T09:45:${String(10 + n)}.117Z`,
    lvl: 'INFO',
    proc: 20 + (n % 2),
    evt,
    rid: `7f${String(n)}`,
    uri: '/a',
  });

const lines = Array.from({ length: 12 }, (_, n) => row(n, n % 3 === 0 ? 'tx' : 'rx'));

const learn = (all: readonly string[]): string | undefined => structuredJson.learn({ lines: all, year: undefined });

describe('JSON lines of a logger with names of its own', () => {
  it('are read by what the fields hold', () => {
    const layout = learn(lines);
    expect(layout).toBe('{"time":"t","message":"evt","pid":"proc","level":"lvl"}');
    expect(structuredJson.open(layout ?? '')(lines[0] ?? '')).toMatchObject({
      text: 'INFO tx rid=7f0 uri=/a',
      pid: 20,
    });
  });

  it('are read under the short names of compact formats', () => {
    const compact = lines.map((line) => line.replace('"t"', '"@t"').replace('"evt"', '"@m"').replace('"lvl"', '"@l"'));
    expect(learn(compact)).toBe('{"time":"@t","message":"@m","pid":"proc","level":"@l"}');
  });

  it('are not, where nothing is said in them', () => {
    expect(
      learn(Array.from({ length: 12 }, (_, n) => `{"t":"2026-11-23T09:45:${String(10 + n)}Z","rss":${String(n)}}`)),
    ).toBe(undefined);
  });

  it('need no layout where they use the common names', () => {
    expect(learn(lines.map((line) => line.replace('"evt"', '"msg"')))).toBe('');
  });
});
