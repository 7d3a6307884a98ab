import { expect, it, vi } from 'vitest';
import { windowAsked } from '../../src/cli/window-asked.ts';

const NOW = new Date('2026-11-28T12:00:00Z');
const microsOf = (iso: string): number => Date.parse(iso) * 1_000;

it('is none where nothing is asked for', async () => {
  expect(await windowAsked({}, NOW)).toBeUndefined();
});

it('keeps words without a zone for the clock of each log', async () => {
  expect(await windowAsked({ since: '2026-11-27 09:50' }, NOW)).toEqual({
    since: { at: undefined, wall: microsOf('2026-11-27T09:50:00Z') },
    until: undefined,
  });
});

it.each(['2026-11-28T10:00:00Z', '2026-11-28 18:00 +08:00', '2 hours ago'])(
  'knows the instant of %s',
  async (since) => {
    vi.stubEnv('TZ', 'Asia/Shanghai');
    const window = await windowAsked({ since }, NOW);
    vi.unstubAllEnvs();
    expect(window?.since).toEqual({ at: microsOf('2026-11-28T10:00:00Z'), wall: microsOf('2026-11-28T18:00:00Z') });
  },
);

it('refuses what ends before it begins, and what is no time', async () => {
  const asking = (since: string, until: string) => windowAsked({ since, until }, NOW);
  await expect(asking('today 10am', 'today 9am')).rejects.toThrow(expect.objectContaining({ code: 'E_TIME' }));
  await expect(asking('the day of the goat', 'now')).rejects.toThrow(expect.objectContaining({ code: 'E_TIME' }));
});
