import { describe, expect, it } from 'vitest';
import { pythonApp } from '../../../src/formats/python-app/format.ts';
import { scanLines, simulatedLog, simulatedRequests, type Wording } from './simulated-log.ts';

const two = (n: number): string => String(n).padStart(2, '0');
const clockOf = (time: Date): string =>
  `${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())}`;

const wordingWith = (stamp: (time: Date) => string): Wording => ({
  head: (time, { pid }, level) => `${stamp(time)} ${level} [${String(pid)}] `,
  start: ({ number, path }) => `order ${String(number)} start ${path}`,
  end: ({ number, status, tookMs }) => `order ${String(number)} done ${String(status)} ${String(tookMs)}ms`,
});

const requests = simulatedRequests(11);
const clocked = simulatedLog(wordingWith(clockOf), requests);
const learn = (lines: readonly string[], day?: number) =>
  pythonApp.learn({ lines, workerPids: new Set(), stated: [], day })?.layout;

describe('times without a date', () => {
  it('are read as of the only day of which all else tells', () => {
    const layout = learn(clocked, 20_261_123);
    expect(layout?.head).toBe('{time:of20261123} {level} [{pid}] {message}');
    if (!layout) throw new Error('not claimed');
    expect(scanLines(pythonApp, layout, clocked)).toMatchObject({ starts: 120, pairs: 113 });
  });

  it('are read in the year of all else, where they state the day', () => {
    const dashed = (time: Date): string => `${two(time.getUTCMonth() + 1)}-${two(time.getUTCDate())} ${clockOf(time)}`;
    const glog = (time: Date): string => `I${dashed(time).replace('-', '')}.123456`;
    for (const stamp of [dashed, glog])
      expect(learn(simulatedLog(wordingWith(stamp), requests), 20_261_123)?.head).toContain('{time:in2026}');
  });

  it.each([
    ['dmy', (day: string, month: string) => `${day}/${month}/26`],
    ['mdy', (day: string, month: string) => `${month}-${day}-26`],
    ['ymd', (day: string, month: string) => `26.${month}.${day}`],
  ])('are read in the year of all else, where their own has two digits: %s', (order, dateOf) => {
    const stamp = (time: Date): string =>
      `${dateOf(two(time.getUTCDate()), two(time.getUTCMonth() + 1))} ${clockOf(time)}.250`;
    const lines = simulatedLog(wordingWith(stamp), requests);
    const layout = learn(lines, 20_261_123);
    expect(layout?.head).toBe(`{time:${order}2026} {level} [{pid}] {message}`);
    if (!layout) throw new Error('not claimed');
    expect(scanLines(pythonApp, layout, lines)).toMatchObject({ starts: 120, pairs: 113 });
  });

  it('are none where nothing tells the day, or where they come round again', () => {
    expect(learn(clocked)?.head ?? '').not.toContain('{time');
    const evening = simulatedLog(
      wordingWith((time) => clockOf(new Date(time.getTime() + 43_200_000))),
      requests,
    );
    expect(learn([...evening, ...clocked], 20_261_123)?.head ?? '').not.toContain('{time');
  });
});
