import { describe, expect, it } from 'vitest';
import { crossesNear, interestOf, telling } from '../../../src/app/close-up/incident-interest.ts';
import type { RequestEvent } from '../../../src/model/event.ts';
import { newHead } from '../../../src/formats/head.ts';
import { micros, wallMicros, type Stamp } from '../../../src/model/time.ts';

const S = 1_000_000;
const CLOCK = { source: 1, offsetUs: 3_600 * S, zoneFrom: 'stated', skewUs: 0, anchors: 0 } as const;
const at = (second: number) => wallMicros((3_600 + second) * S);
/** Worker 7 was missed at 1,000 s, after 30 s of silence. */
const WINDOW = {
  ...{ pid: 7, from: micros(700 * S), nearFrom: micros(948 * S), to: micros(1_121 * S), missedAt: micros(1_000 * S) },
  ...{ ownFrom: micros(960 * S), ownTo: micros(1_006 * S), unnamedFrom: micros(968 * S) },
};
const ID = Buffer.from('job-17');
const ALL = { unnamedUs: Infinity };
const LOST = { lostIds: new Map([[7, new Set(['job-17'])]]), givenUpIds: new Set<string>() };
const interest = interestOf([WINDOW], CLOCK, { ...LOST, ...ALL });
const ended = (pid: number | undefined, second: number, rest: object = {}) =>
  interest.keeps({ ...newHead(), wall: at(second), ...(pid === undefined ? {} : { pid }), ...rest }, ID);

describe('requests that ended well', () => {
  it('are kept of the worker that ended, near its end', () => {
    expect(ended(7, 965)).toBe(true);
    expect(ended(7, 1_004)).toBe(true);
    expect(ended(7, 950)).toBe(false);
  });

  it('are kept where they began before its end and ended after it', () => {
    expect(ended(7, 1_050)).toBe(false);
    expect(ended(7, 1_050, { durationUs: 60 * S })).toBe(true);
  });

  it('are not kept of others, unless they try again what was lost', () => {
    expect(ended(8, 1_000)).toBe(false);
    expect(ended(8, 1_000, { idTo: ID.length })).toBe(true);
    expect(ended(8, 1_200, { idTo: ID.length })).toBe(false);
  });

  it('are not kept of others since another worker was missed', () => {
    const other = { ...WINDOW, pid: 9, missedAt: micros(1_100 * S), to: micros(1_221 * S) };
    const ofBoth = interestOf([WINDOW, other], CLOCK, {
      ...ALL,
      lostIds: new Map([
        [7, new Set(['job-17'])],
        [9, new Set(['job-18'])],
      ]),
      givenUpIds: new Set(),
    });
    const head = { ...newHead(), wall: at(1_200), pid: 8, idTo: ID.length };
    expect(ofBoth.keeps(head, ID)).toBe(false);
    expect(ofBoth.keeps(head, Buffer.from('job-18'))).toBe(true);
  });

  it('are kept of others in the whole window, where a proxy had given them up', () => {
    const given = interestOf([WINDOW], CLOCK, { lostIds: new Map(), givenUpIds: new Set(['job-17']), ...ALL });
    const head = { ...newHead(), wall: at(900), pid: 8 };
    expect(given.concerns(head)).toBe(true);
    expect(given.keeps({ ...head, idTo: ID.length }, ID)).toBe(true);
    expect(given.keeps(head, ID)).toBe(false);
  });

  it('are kept in the whole window where the line names no pid and there are few', () => {
    expect(ended(undefined, 710)).toBe(true);
    expect(ended(undefined, 690)).toBe(false);
  });

  it('are kept of many without a pid only where they were under way near its end', () => {
    const busy = interestOf([WINDOW], CLOCK, { ...LOST, unnamedUs: 8 * S });
    const isKept = (second: number, rest: object = {}) => busy.keeps({ ...newHead(), wall: at(second), ...rest }, ID);
    expect(isKept(950)).toBe(false);
    expect(isKept(965)).toBe(true);
    expect(isKept(1_050)).toBe(false);
    expect(isKept(1_050, { durationUs: 60 * S })).toBe(true);
    expect(isKept(1_050, { idTo: ID.length })).toBe(true);
    const slower = interestOf([WINDOW], CLOCK, { ...LOST, unnamedUs: 64 * S });
    expect(slower.keeps({ ...newHead(), wall: at(950) }, ID)).toBe(true);
  });
});

it('keeps of requests that cross blocks what would be kept of one', () => {
  const event = (edge: 'start' | 'end', second: number): RequestEvent => ({
    ...{ kind: 'request', edge, origin: { source: 1, line: second, byteOffset: second }, pid: 7, text: '' },
    stamp: { wall: at(second), offsetMin: undefined, precision: 's' },
    facts: { id: 'job-18', method: undefined, target: undefined, status: undefined, durationUs: undefined },
  });
  const isKept = crossesNear({ windows: [WINDOW], clock: CLOCK, lostIds: new Map(), givenUpIds: new Set(), ...ALL });
  expect(isKept({ start: event('start', 950), end: event('end', 965) })).toBe(true);
  expect(isKept({ start: event('start', 990), end: event('end', 1_050) })).toBe(true);
  expect(isKept({ start: event('start', 1_040), end: event('end', 1_050) })).toBe(false);
  expect(isKept({ start: event('start', 600), end: event('end', 965) })).toBe(false);
});

describe('signs of life', () => {
  const stamp = (second: number): Stamp => ({ wall: at(second), offsetMin: undefined, precision: 's' });
  const row = (pid: number, second: number) => {
    const origin = { source: 1, line: second, byteOffset: second };
    const seen = { first: stamp(second), last: stamp(second), firstOrigin: origin, lastOrigin: origin };
    return { source: 1, pid, ...seen, records: 1, started: 0, finished: 0 };
  };

  it('are the last seconds before the worker was missed, and all from then on', () => {
    const rows = [...Array.from({ length: 70 }, (_, second) => row(7, 900 + second)), row(8, 969), row(7, 1_001)];
    const kept = telling(rows, CLOCK, [WINDOW]);
    expect(kept.map(({ firstOrigin }) => firstOrigin.line)).toEqual([
      ...Array.from({ length: 20 }, (_, second) => 950 + second),
      1_001,
    ]);
  });

  it('are counted of the workers that ended, near their end', () => {
    const hears = (pid: number, second: number) => interest.hears({ ...newHead(), wall: at(second), pid });
    expect(hears(7, 900)).toBe(true);
    expect(hears(7, 600)).toBe(false);
    expect(hears(8, 900)).toBe(false);
  });

  it('of others are not looked at until something may be tried again', () => {
    const concerns = (second: number) => interest.concerns({ ...newHead(), wall: at(second), pid: 8 });
    expect(concerns(900)).toBe(false);
    expect(concerns(1_010)).toBe(true);
  });
});
