import { expect, it } from 'vitest';
import { checkClocks, toldClocks } from '../../src/app/told-clocks.ts';
import type { StatedClock } from '../../src/model/clock.ts';
import { source } from '../correlate/told.ts';

const zone = (pattern: string, name: string): StatedClock => ({ pattern, zone: name, skewUs: undefined });
const skew = (pattern: string, skewUs: number): StatedClock => ({ pattern, zone: undefined, skewUs });
const HOUR_US = 3_600_000_000;

it('reads a log by the zone and the skew that are told of it', () => {
  const sources = [source(1, 'logs/run.log'), source(2, 'logs/nginx/access.log'), source(3, 'logs/gunicorn.err')];
  const told = toldClocks([zone('run.log', '+08:00'), skew('nginx/*', 4_200_000), skew('*.log', 1)], sources, []);
  expect(told).toEqual(
    new Map([
      [1, { offsetUs: 8 * HOUR_US, skewUs: 1 }],
      [2, { offsetUs: undefined, skewUs: 1 }],
    ]),
  );
});

it('refuses a clock of no log', () => {
  const paths = ['logs/run.log', 'logs/access.log'];
  expect(() => {
    checkClocks([zone('other.log', 'UTC')], paths);
  }).toThrow('No log is called other.log');
  expect(() => {
    checkClocks([zone('access.log', 'UTC')], paths);
  }).not.toThrow();
});
