import { describe, expect, it } from 'vitest';
import { NOT_STATED } from '../../src/formats/format.ts';
import { readDateStringTime } from '../../src/formats/date-string-time.ts';
import { readTornadoTime } from '../../src/formats/tornado-time.ts';
import {
  newWallTime,
  readClfTime,
  readCtime,
  readNamedMonthTime,
  readDashedMonthFirstTime,
  readDayFirstTime,
  readMonthFirstTime,
  readBasicTime,
  readDottedTime,
  readEpochTime,
  readIsoTime,
  readShortYearTime,
  readSlashTime,
  syslogTimeOf,
  YEAR_NOT_STATED,
  type ReadTime,
} from '../../src/formats/wall-time.ts';
import { readMonthDayYearTime, readTwelveHourTime } from '../../src/formats/twelve-hour-time.ts';

const at = (iso: string, micros = 0): number => Date.parse(`${iso}Z`) * 1_000 + micros;

const readAll = (read: ReadTime, text: string): unknown => {
  const into = newWallTime();
  const line = new TextEncoder().encode(`> ${text}`);
  if (!read(line, 2, into)) return 'none';
  return [into.wall, into.offsetMin, into.precisionUs, text.slice(into.end - 2)];
};

const behindLevel: ReadTime = (bytes, from, into) =>
  readTornadoTime(Uint8Array.from([0x5b, 0x49, 0x20, ...bytes.subarray(from)]), from + 1, into);
const bracketed: ReadTime = (bytes, from, into) =>
  readShortYearTime(Uint8Array.from([...bytes].map((byte, place) => (place === from - 1 ? 0x5b : byte))), from, into);
const syslog = syslogTimeOf(2026);
const MARCH = at('2021-03-12T09:57:45');
const NOVEMBER = at('2026-11-23T09:45:03');

describe('reads', () => {
  it.each<[read: ReadTime, text: string, wall: number, offsetMin: number, precisionUs: number, rest: string]>([
    [readDottedTime, '23.11.2026 09:45:03 x', NOVEMBER, NOT_STATED, 1_000_000, ' x'],
    [readDottedTime, '23-11-2026 09:45:03 x', NOVEMBER, NOT_STATED, 1_000_000, ' x'],
    [readDayFirstTime, '23/11/2026 09:45:03,5 x', NOVEMBER + 500_000, NOT_STATED, 1_000, ' x'],
    [readMonthFirstTime, '11/23/2026, 09:45:03 +0100 x', NOVEMBER, 60, 1_000_000, ' x'],
    [bracketed, '11/23/26 09:45:03] x', NOVEMBER, NOT_STATED, 1_000_000, '] x'],
    [behindLevel, '261123 09:45:03 x', NOVEMBER, NOT_STATED, 1_000_000, 'x'],
    [readDateStringTime, 'Mon Nov 23 2026 09:45:03 GMT+0800 (CST)] x', NOVEMBER, 480, 1_000_000, '] x'],
    [readDateStringTime, 'Mon Nov 23 2026 09:45:03 GMT-0230 x', NOVEMBER, -150, 1_000_000, ' x'],
    [readDateStringTime, 'Mon Nov 23 2026 09:45:03 (cut', NOVEMBER, NOT_STATED, 1_000_000, ' (cut'],
    [readBasicTime, '20261123T094503 x', NOVEMBER, NOT_STATED, 1_000_000, ' x'],
    [readBasicTime, '20261123 09:45:03Z x', NOVEMBER, 0, 1_000_000, ' x'],
    [readIsoTime, '2026-11-23 09:45:03 PST [7]', NOVEMBER, -480, 1_000_000, ' [7]'],
    [readIsoTime, '2026-11-23 09:45:03 CST [7]', NOVEMBER, NOT_STATED, 1_000_000, ' [7]'],
    [readClfTime, '23/Nov/2026 09:45:03 x', NOVEMBER, NOT_STATED, 1_000_000, ' x'],
    [readIsoTime, '2021-03-12 01:57:45 PM [7]', at('2021-03-12T13:57:45'), NOT_STATED, 1_000_000, ' [7]'],
    [readIsoTime, '2021-03-12 12:57:45,250 AM UTC [7]', at('2021-03-12T00:57:45', 250_000), 0, 1_000, ' [7]'],
    [readIsoTime, '2021-03-12 12:57:45 pm', at('2021-03-12T12:57:45'), NOT_STATED, 1_000_000, ''],
    [readIsoTime, '2021-03-12 09:57:45 PMC', MARCH, NOT_STATED, 1_000_000, ' PMC'],
    [readSlashTime, '2021/03/12 01:57:45 PM x', at('2021-03-12T13:57:45'), NOT_STATED, 1_000_000, ' x'],
    [readTwelveHourTime, '11/23/2026, 9:45:03 AM x', NOVEMBER, NOT_STATED, 1_000_000, ' x'],
    [readTwelveHourTime, '11/23/2026 09:45:03.250 AM x', NOVEMBER + 250_000, NOT_STATED, 1_000, ' x'],
    [readTwelveHourTime, '03/12/2021 12:57:45 AM', at('2021-03-12T00:57:45'), NOT_STATED, 1_000_000, ''],
    [readTwelveHourTime, '03/12/2021 01:57:45 PM', at('2021-03-12T13:57:45'), NOT_STATED, 1_000_000, ''],
    [readMonthDayYearTime, 'Nov 23, 2026 9:45:03 AM x', NOVEMBER, NOT_STATED, 1_000_000, ' x'],
    [readMonthDayYearTime, 'Nov 23, 2026 @ 09:45:03.123 x', NOVEMBER + 123_000, NOT_STATED, 1_000, ' x'],
    [readMonthDayYearTime, 'Mar 12, 2021, 01:57:45 PM', at('2021-03-12T13:57:45'), NOT_STATED, 1_000_000, ''],
    [readDashedMonthFirstTime, '11-23-2026 09:45:03 +0100 x', NOVEMBER, 60, 1_000_000, ' x'],
    [readBasicTime, '20261123-094503.5 x', NOVEMBER + 500_000, NOT_STATED, 1_000, ' x'],
    [readNamedMonthTime, '23 Nov 2026 09:45:03,5 x', NOVEMBER + 500_000, NOT_STATED, 1_000, ' x'],
    [readIsoTime, '2021-03-12 09:57:45,146 - x', MARCH + 146_000, NOT_STATED, 1_000, ' - x'],
    [readIsoTime, '2021-03-12T09:57:45.14', MARCH + 140_000, NOT_STATED, 1_000, ''],
    [readIsoTime, '2021-03-12 09:57:45: x', MARCH, NOT_STATED, 1_000_000, ': x'],
    [readIsoTime, '2021-03-12 09:57:45, x', MARCH, NOT_STATED, 1_000_000, ', x'],
    [readIsoTime, '2021-03-12T09:57:45Z|', MARCH, 0, 1_000_000, '|'],
    [readIsoTime, '2021-03-12T09:57:45.165954784Z x', MARCH + 165_954, 0, 1, ' x'],
    [readIsoTime, '2021-03-12T09:57:45.123456+05:45 x', MARCH + 123_456, 345, 1, ' x'],
    [readIsoTime, '2021-03-12 09:57:45 +0800] [7]', MARCH, 480, 1_000_000, '] [7]'],
    [readIsoTime, '2021-03-12 09:57:45 -03:30]', MARCH, -210, 1_000_000, ']'],
    [readIsoTime, '2021-03-12 09:57:45-0000', MARCH, 0, 1_000_000, ''],
    [readIsoTime, '2021-03-12 09:57:45 - root', MARCH, NOT_STATED, 1_000_000, ' - root'],
    [readIsoTime, '2021-03-12 09:57:45 -12345 bytes', MARCH, NOT_STATED, 1_000_000, ' -12345 bytes'],
    [readIsoTime, '2021-03-12 09:57:45 +9900', MARCH, NOT_STATED, 1_000_000, ' +9900'],
    [readIsoTime, '2016-12-31 23:59:60Z', at('2017-01-01T00:00:00'), 0, 1_000_000, ''],
    [readIsoTime, '2024-02-29 00:00:00', at('2024-02-29T00:00:00'), NOT_STATED, 1_000_000, ''],
    [readIsoTime, '2021-03-12 09:57:45.1234', MARCH + 123_400, NOT_STATED, 1, ''],
    [readIsoTime, '2000-02-29 00:00:00', at('2000-02-29T00:00:00'), NOT_STATED, 1_000_000, ''],
    [readSlashTime, '2021/03/12 09:57:45 [error] 31#31: *7', MARCH, NOT_STATED, 1_000_000, ' [error] 31#31: *7'],
    [readClfTime, '23/Nov/2026:09:45:03 +0000] "GET', NOVEMBER, 0, 1_000_000, '] "GET'],
    [readClfTime, '23/Nov/2026:09:45:03.505] fe', NOVEMBER + 505_000, NOT_STATED, 1_000, '] fe'],
    [readNamedMonthTime, '23-Nov-2026 09:45:03] WARNING', NOVEMBER, NOT_STATED, 1_000_000, '] WARNING'],
    [syslog, 'Nov 23 09:45:03 web1 kernel:', NOVEMBER, NOT_STATED, 1_000_000, ' web1 kernel:'],
    [syslog, 'Nov 23 09:45:03.123456 web1', NOVEMBER + 123_456, NOT_STATED, 1, ' web1'],
    [syslog, 'Dec  2 05:51:21 h', at('2026-12-02T05:51:21'), NOT_STATED, 1_000_000, ' h'],
    [syslogTimeOf(YEAR_NOT_STATED), 'Feb 29 00:00:01', at('1972-02-29T00:00:01'), NOT_STATED, 1_000_000, ''],
    [readCtime, 'Mon Nov 23 09:45:03 2026 - ***', NOVEMBER, NOT_STATED, 1_000_000, ' - ***'],
    [readCtime, 'Wed Dec  2 05:51:21 2020]', at('2020-12-02T05:51:21'), NOT_STATED, 1_000_000, ']'],
    [readCtime, 'Mon Nov 23 09:45:03.123456 2026]', NOVEMBER + 123_456, NOT_STATED, 1, ']'],
    [readEpochTime, '1795424000.123456 host', 1_795_424_000_123_456, 0, 1, ' host'],
    [readEpochTime, '1795424000 host', 1_795_424_000_000_000, 0, 1_000_000, ' host'],
    [readEpochTime, '1795424000.123', 1_795_424_000_123_000, 0, 1_000, ''],
    [readEpochTime, '1795424000123,', 1_795_424_000_123_000, 0, 1_000, ','],
    [readEpochTime, '1795424000123456"', 1_795_424_000_123_456, 0, 1, '"'],
  ])('%o %s', (read, text, ...expected) => {
    expect(readAll(read, text)).toEqual(expected);
  });
});

describe('refuses', () => {
  it.each<[read: ReadTime, text: string]>([
    [readIsoTime, ''],
    [readIsoTime, '2021-03-12'],
    [readIsoTime, '2021-03-12 09:57'],
    [readIsoTime, '2021-03-12 09:57:4x'],
    [readIsoTime, '2021-13-12 09:57:45'],
    [readIsoTime, '2021-00-12 09:57:45'],
    [readIsoTime, '2021-04-31 09:57:45'],
    [readIsoTime, '2021-04-00 09:57:45'],
    [readIsoTime, '2021-02-29 09:57:45'],
    [readIsoTime, '2100-02-29 09:57:45'],
    [readIsoTime, '2021-03-12 24:00:00'],
    [readIsoTime, '2021-03-12 09:60:00'],
    [readIsoTime, '2021-03-12 09:57:61'],
    [readIsoTime, '2021-03-12 09:57:451'],
    [readIsoTime, '2021-03-12 09:57:45.1234567890'],
    [readIsoTime, '0021-03-12 09:57:45'],
    [readIsoTime, '2021/03/12 09:57:45'],
    [readIsoTime, '2021-03-12\n09:57:45'],
    [readSlashTime, '2021-03-12 09:57:45'],
    [readClfTime, '23-Nov-2026 09:45:03'],
    [readClfTime, '23/Nop/2026:09:45:03 +0000'],
    [readClfTime, '3/Nov/2026:09:45:03 +0000'],
    [readNamedMonthTime, '23/Nov/2026:09:45:03'],
    [readMonthDayYearTime, 'Nov 31, 2026 09:45:03'],
    [readMonthDayYearTime, 'Nov 23 09:45:03'],
    [readDashedMonthFirstTime, '23-11-2026 09:45:03'],
    [syslog, 'Feb 29 00:00:01 h'],
    [syslog, 'Nov 3x 00:00:01 h'],
    [syslog, 'nov 23 00:00:01 h'],
    [readCtime, 'Nov Nov 23 09:45:03 2026'],
    [readCtime, 'Mon Nov 23 09:45:03'],
    [readCtime, 'Mon Nov 23 09:45:03 20267'],
    [readEpochTime, '179542400'],
    [readEpochTime, '17954240001'],
    [readEpochTime, 'x'],
  ])('%o %s', (read, text) => {
    expect(readAll(read, text)).toBe('none');
  });
});
