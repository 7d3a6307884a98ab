import { expect, it } from 'vitest';
import { assumedOffset } from '../../../src/correlate/clocks/assumed-zone.ts';
import { micros } from '../../../src/model/time.ts';

const MINUTE = 60_000_000;
const EAST = 480 * MINUTE;
const servers = { from: micros(0), to: micros(5 * MINUTE) };
const local = new Set([EAST]);

it('reads a log in the zone of the server, which writes by the same local time', () => {
  expect(assumedOffset({ from: EAST + MINUTE, to: EAST + 60 * MINUTE }, servers, local)).toBe(EAST);
});

it.each([
  ['in which it would tell of another time of day', { from: 0, to: 5 * MINUTE }, local],
  ['where servers state several', { from: EAST, to: EAST + MINUTE }, new Set([EAST, 0])],
  ['where none is stated', { from: EAST, to: EAST + MINUTE }, new Set<number>()],
  ['that its times cannot be compared with', undefined, local],
])('but not %s', (_, own, stated) => {
  expect(assumedOffset(own, servers, stated)).toBe(0);
});
