import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseHumanTime } from '../../src/cli/human-time.ts';
import type { TimeContext } from '../../src/cli/plain-time.ts';
import { UserError } from '../../src/lib/errors.ts';
import { micros } from '../../src/model/time.ts';

const at = (iso: string) => micros(Date.parse(iso) * 1_000);

/** A log of a Friday morning in China, looked at by itself: `now` is its end. */
const LOG: TimeContext = {
  now: at('2021-03-12T10:20:00+08:00'),
  range: { from: at('2021-03-12T09:40:00+08:00'), to: at('2021-03-12T10:20:00+08:00') },
  zoneMinutes: 480,
};

const meant = (text: string, context: TimeContext = LOG): string =>
  new Date(parseHumanTime(text, context) / 1_000).toISOString();

describe('reads', () => {
  it.each([
    ['2021-03-12T09:57:00+08:00', '2021-03-12T01:57:00.000Z'],
    ['2021-03-12T01:57:00Z', '2021-03-12T01:57:00.000Z'],
    ['2021-03-12t01:57z', '2021-03-12T01:57:00.000Z'],
    ['2021-03-12 09:57:45,146', '2021-03-12T01:57:45.146Z'],
    ['2021-03-12 09:57', '2021-03-12T01:57:00.000Z'],
    ['[2021-03-12 01:57:45 +0000]', '2021-03-12T01:57:45.000Z'],
    ['2021-03-11T22:57:00-03:00', '2021-03-12T01:57:00.000Z'],
    ['2021-03-12', '2021-03-11T16:00:00.000Z'],
    ['  now ', '2021-03-12T02:20:00.000Z'],
    ['2 hours ago', '2021-03-12T00:20:00.000Z'],
    ['2h ago', '2021-03-12T00:20:00.000Z'],
    ['an hour ago', '2021-03-12T01:20:00.000Z'],
    ['half an hour ago', '2021-03-12T01:50:00.000Z'],
    ['1.5 hours ago', '2021-03-12T00:50:00.000Z'],
    ['1h30m ago', '2021-03-12T00:50:00.000Z'],
    ['2 hours and 5 minutes ago', '2021-03-12T00:15:00.000Z'],
    ['90 seconds ago', '2021-03-12T02:18:30.000Z'],
    ['3 days ago', '2021-03-09T02:20:00.000Z'],
    ['last 30 minutes', '2021-03-12T01:50:00.000Z'],
    ['the past hour', '2021-03-12T01:20:00.000Z'],
    ['last week', '2021-03-05T02:20:00.000Z'],
    ['yesterday 9am', '2021-03-11T01:00:00.000Z'],
    ['since yesterday at 21:05', '2021-03-11T13:05:00.000Z'],
    ['yesterday', '2021-03-10T16:00:00.000Z'],
    ['today 6am', '2021-03-11T22:00:00.000Z'],
    ['this morning', '2021-03-11T22:00:00.000Z'],
    ['last friday', '2021-03-04T16:00:00.000Z'],
    ['last friday 14:00', '2021-03-05T06:00:00.000Z'],
    ['monday', '2021-03-07T16:00:00.000Z'],
    ['saturday', '2021-03-05T16:00:00.000Z'],
    ['11 Mar 23:30', '2021-03-11T15:30:00.000Z'],
    ['March 11', '2021-03-10T16:00:00.000Z'],
    ['yesterday 9am UTC', '2021-03-11T09:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(meant(text)).toBe(expected);
  });

  it('microseconds as they are written', () => {
    expect(parseHumanTime('2021-03-12T01:57:45.146123Z', LOG)).toBe(at('2021-03-12T01:57:45.146Z') + 123);
  });
});

describe('a bare clock time', () => {
  const NIGHT: TimeContext = {
    now: at('2021-03-14T12:00:00+08:00'),
    range: { from: at('2021-03-12T20:00:00+08:00'), to: at('2021-03-13T04:00:00+08:00') },
    zoneMinutes: 480,
  };

  it.each([
    ['lies within the range', '09:57', LOG, '2021-03-12T01:57:00.000Z'],
    ['lies within it though "now" is not', '23:30', NIGHT, '2021-03-12T15:30:00.000Z'],
    ['lies within it beyond midnight', '3am', NIGHT, '2021-03-12T19:00:00.000Z'],
    ['may be the very end', '04:00', NIGHT, '2021-03-12T20:00:00.000Z'],
    ['lies before it, on its day', '9:30', LOG, '2021-03-12T01:30:00.000Z'],
    ['lies behind it, on its day', '11:00', LOG, '2021-03-12T03:00:00.000Z'],
    [
      'is on the day of "now" where nothing is known',
      '09:57',
      { ...NIGHT, range: undefined },
      '2021-03-14T01:57:00.000Z',
    ],
  ])('%s', (_title, text, context, expected) => {
    expect(meant(text, context)).toBe(expected);
  });

  it('lies on the last day that fits, of several', () => {
    const week = { ...LOG, range: { from: at('2021-03-05T00:00:00Z'), to: at('2021-03-12T01:00:00Z') } };
    expect(meant('09:57', week)).toBe('2021-03-11T01:57:00.000Z');
  });
});

describe('refuses, with examples', () => {
  it.each([
    '',
    ' ',
    'the day of the goat',
    'yesterday or so',
    '9am to 10am',
    '25:00',
    '2021-02-30',
    '2021-03-12T24:30',
    'in 5 minutes',
    '5',
    'ago',
    '2021-03-12 and 2021-03-13',
  ])('%j', (text) => {
    expect(() => parseHumanTime(text, LOG)).toThrow(UserError);
    expect(() => parseHumanTime(text, LOG)).toThrow(expect.objectContaining({ code: 'E_TIME' }));
  });

  it('every example that it gives is understood', () => {
    try {
      parseHumanTime('goat', LOG);
    } catch (error) {
      const examples = error instanceof UserError ? error.suggestions : [];
      expect(examples.length).toBeGreaterThan(2);
      for (const example of examples) expect(() => parseHumanTime(example, LOG)).not.toThrow();
    }
    expect.hasAssertions();
  });
});

/** Clocks of these places are put forward or back on the days in question. */
describe.each(['UTC', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Kiritimati'])(
  'on a machine in %s',
  (machine) => {
    beforeAll(() => void vi.stubEnv('TZ', machine));
    afterAll(() => void vi.unstubAllEnvs());

    it('has the clock of that place', () => {
      expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(machine);
    });

    it.each([
      ['2 hours ago', '2021-03-14T08:00:00Z', '2021-03-14T06:00:00.000Z'],
      ['12 hours ago', '2021-03-28T08:00:00Z', '2021-03-27T20:00:00.000Z'],
      ['1 day ago', '2021-04-04T08:00:00Z', '2021-04-03T08:00:00.000Z'],
      ['yesterday 9am', '2021-03-15T00:30:00Z', '2021-03-14T09:00:00.000Z'],
      ['yesterday', '2021-03-29T23:30:00Z', '2021-03-28T00:00:00.000Z'],
      ['last sunday', '2021-04-06T12:00:00Z', '2021-04-04T00:00:00.000Z'],
      ['2021-03-28 02:30', '2021-03-28T08:00:00Z', '2021-03-28T02:30:00.000Z'],
      ['yesterday 02:30', '2021-03-29T08:00:00Z', '2021-03-28T02:30:00.000Z'],
      ['yesterday 2:15am', '2021-03-15T08:00:00Z', '2021-03-14T02:15:00.000Z'],
      ['02:10', '2021-03-14T08:00:00Z', '2021-03-14T02:10:00.000Z'],
      ['Oct 3 02:10', '2021-10-03T08:00:00Z', '2021-10-03T02:10:00.000Z'],
    ])('%s, at %s', (text, now, expected) => {
      expect(meant(text, { now: at(now), range: undefined, zoneMinutes: 0 })).toBe(expected);
    });
  },
);
