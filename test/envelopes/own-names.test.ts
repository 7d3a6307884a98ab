import { describe, expect, it } from 'vitest';
import { logfmt } from '../../src/envelopes/logfmt/envelope.ts';
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

  it('are, where some records alone use common names', () => {
    const some = lines.map((line, at) => (at % 5 === 0 ? line.replace('{', '{"text":"no such item",') : line));
    const peel = structuredJson.open(learn(some) ?? '');
    expect(peel(some[0] ?? '')?.text).toBe('INFO no such item evt=tx rid=7f0 uri=/a');
    expect(peel(some[1] ?? '')?.text).toBe('INFO rx rid=7f1 uri=/a');
  });
});

describe('pairs of a logger with names of its own', () => {
  const pairs = Array.from(
    { length: 12 },
    (_, n) => `at=info ts=17960513${String(10 + n)}.65 evt=${n % 3 === 0 ? 'in' : 'out'} rid=10${String(n)} pid=7`,
  );

  it('are read by what they hold', () => {
    const layout = logfmt.learn({ lines: pairs, year: undefined });
    expect(layout).toBe('{"time":"ts","message":"evt","pid":"pid"}');
    expect(logfmt.open(layout ?? '')(pairs[0] ?? '')).toMatchObject({ text: 'in at=info rid=100', pid: 7 });
  });

  it('are not, where each row tells a whole request', () => {
    const access = pairs.map((line) =>
      line.replace(/evt=(\w+)/, 'remote=10.0.0.7 method=GET uri=/a status=200 took=0.2 cache=$1').replace(' pid=7', ''),
    );
    expect(logfmt.learn({ lines: access, year: undefined })).toBeUndefined();
  });
});
