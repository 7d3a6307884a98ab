import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isWatched, screenOf } from '../../src/cli/screen.ts';

beforeEach(() => {
  for (const name of ['NO_COLOR', 'FORCE_COLOR', 'CI']) vi.stubEnv(name, '');
  vi.stubEnv('TERM', 'xterm');
});
afterEach(() => vi.unstubAllEnvs());

describe('screenOf', () => {
  it.each([
    ['a terminal', { isTTY: true }, {}, true],
    ['a pipe', {}, {}, false],
    ['a terminal with NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }, false],
    ['a dumb terminal', { isTTY: true }, { TERM: 'dumb' }, false],
    ['a pipe with FORCE_COLOR', {}, { FORCE_COLOR: '1' }, true],
    ['a terminal with FORCE_COLOR=0', { isTTY: true }, { FORCE_COLOR: '0' }, false],
    ['NO_COLOR against FORCE_COLOR', { isTTY: true }, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ])('colours %s as it should', (_title, stream, env, colour) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    expect(screenOf(stream).colour).toBe(colour);
  });

  it.each([
    [{ columns: 132 }, 132],
    [{}, 80],
    [{ columns: 0 }, 80],
    [{ columns: 12 }, 40],
  ])('is as wide as %o', (stream, width) => {
    expect(screenOf(stream).width).toBe(width);
  });
});

describe('isWatched', () => {
  it.each([
    ['a terminal', { isTTY: true }, '', true],
    ['a pipe', {}, '', false],
    ['a terminal in CI', { isTTY: true }, 'true', false],
  ])('of %s', (_title, stream, ci, watched) => {
    vi.stubEnv('CI', ci);
    expect(isWatched(stream)).toBe(watched);
  });
});
