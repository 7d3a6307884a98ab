import { describe, expect, it } from 'vitest';
import { isZone, zoneOffsetMin } from '../../src/lib/zone.ts';

const wall = (iso: string): number => Date.parse(`${iso}Z`) * 1_000;

describe('a zone', () => {
  it.each(['Z', 'UTC', '+08:00', '-0330', 'Asia/Shanghai', 'Europe/Berlin'])('may be %s', (zone) => {
    expect(isZone(zone)).toBe(true);
  });

  it.each(['', 'Mars/Base', '8', '+8'])('is not %j', (zone) => {
    expect(isZone(zone)).toBe(false);
  });

  it.each([
    ['Z', '2026-01-01T00:00:00', 0],
    ['-0330', '2026-01-01T00:00:00', -210],
    ['Asia/Kathmandu', '2026-01-01T00:00:00', 345],
    ['Europe/Berlin', '2026-01-01T00:00:00', 60],
    ['Europe/Berlin', '2026-07-01T00:00:00', 120],
    ['Europe/Berlin', '2026-03-29T01:59:59', 60],
    ['Europe/Berlin', '2026-03-29T03:00:00', 120],
  ])('%s at %s is %d minutes east', (zone, at, minutes) => {
    expect(zoneOffsetMin(zone, wall(at))).toBe(minutes);
  });
});
