import { expect, it } from 'vitest';
import { NOT_STATED } from '../../src/formats/format.ts';
import { type Stamp, wallMicros } from '../../src/model/time.ts';
import { zoneByCollector } from '../../src/scan/noted-zone.ts';

const at = (time: string): number => Date.parse(`2022-05-04T${time}Z`) * 1_000;
const noted = (time: string, offsetMin: number | undefined): Stamp => ({
  ...{ wall: wallMicros(at(time)), offsetMin, precision: 'ms' },
});

it.each([
  ['none is stated, and the collector writes UTC', '20:34:56', NOT_STATED, noted('12:34:57', 0), 480],
  ['none is stated, and the collector another', '20:34:56', NOT_STATED, noted('14:34:57', 120), 480],
  ['half hours', '18:04:56', NOT_STATED, noted('12:34:56', 0), 330],
  ['Python 2 says UTC, and it is not', '07:34:50', 0, noted('12:34:50', 0), -300],
  ['Python 2 says UTC, and it is', '12:34:50', 0, noted('12:34:51', 0), 0],
  ['a stated one is believed', '12:34:50', 60, noted('12:34:51', 0), 60],
  ['read long after it was written', '12:34:50', NOT_STATED, noted('12:42:51', 0), NOT_STATED],
  ['half an hour is nobody’s zone', '12:04:50', NOT_STATED, noted('12:34:51', 0), NOT_STATED],
  ['the collector tells none', '20:34:56', NOT_STATED, noted('12:34:57', undefined), NOT_STATED],
])('%s', (_what, time, offsetMin, stamp, expected) => {
  expect(zoneByCollector({ wall: at(time), offsetMin }, stamp)).toBe(expected);
});
