import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openProgress } from '../../src/cli/progress.ts';

beforeEach(() => {
  vi.stubEnv('CI', '');
  vi.stubEnv('TERM', 'xterm');
});
afterEach(() => vi.unstubAllEnvs());

/** A stream that claims to be a terminal, or not, and what was drawn on it. */
const screen = (isTTY: boolean) => {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 80, cursorTo: () => true, clearLine: () => true });
  return { stream, drawn: () => stripVTControlCharacters(String(stream.read() ?? '')) };
};

const MIB = 1_048_576;

it('draws one bar over all sources for a person', async () => {
  const { stream, drawn } = screen(true);
  const progress = await openProgress(stream);
  progress.step({ source: 'gunicorn.err', bytes: 1, of: MIB });
  progress.step({ source: 'gunicorn.err', bytes: MIB, of: MIB });
  progress.step({ source: '/var/log/some/deep/folder/run.log', bytes: MIB, of: 3 * MIB });
  progress.stop();
  expect(drawn()).toContain('50%  2.0/4.0 MiB  ...e/deep/folder/run.log');
});

it('is silent where nobody watches', async () => {
  const { stream, drawn } = screen(false);
  const progress = await openProgress(stream);
  progress.step({ source: 'gunicorn.err', bytes: 1, of: 2 });
  progress.stop();
  expect(drawn()).toBe('');
});
