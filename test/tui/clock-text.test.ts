import { afterEach, expect, it, vi } from 'vitest';
import { timeOfDay, zoneWords } from '../../src/tui/clock-text.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const SUMMER = Date.parse('2026-07-01T08:00:00Z') * 1_000;
const WINTER = Date.parse('2026-01-01T08:00:00Z') * 1_000;

it.each([
  ['source', '13:30:00', '+05:30 (logs)'],
  ['utc', '08:00:00', '+00:00 (UTC)'],
] as const)('shows times of the zone %s', (zone, time, words) => {
  const clockwork = { zone, sourceMinutes: 330 };
  expect([timeOfDay(SUMMER, clockwork), zoneWords(SUMMER, clockwork)]).toEqual([time, words]);
});

it("shows this machine's time as it was at that moment", () => {
  vi.stubEnv('TZ', 'America/New_York');
  const clockwork = { zone: 'local', sourceMinutes: 330 } as const;
  expect([SUMMER, WINTER].map((at) => `${timeOfDay(at, clockwork)} ${zoneWords(at, clockwork)}`)).toEqual([
    '04:00:00 -04:00 (local)',
    '03:00:00 -05:00 (local)',
  ]);
});
