import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import { wallMicros } from '../../../src/model/time.ts';
import { booting, factsWith, killed, spoke, stamp, started, told } from '../told.ts';

/** The same day and time, in microseconds. */
const inYear1972 = (us: number): number => new Date(us / 1_000).setUTCFullYear(1972) * 1_000;

describe('a clock without a date', () => {
  it('sets a kernel log that counts from boot by the deaths that it tells of', () => {
    const faults = told([-1_699_995_667, 0, { what: 'kernel-fault', thread: 15, command: 'gunicorn', signal: 11 }]).map(
      (event) => ({
        ...event,
        origin: { ...event.origin, source: 2 },
        stamp: { ...stamp(-1_699_995_667), precision: 'us' as const },
      }),
    );
    const lifecycle = [
      ...told([0, 1, started], [0, 10, booting(10)], [0, 11, booting(11)], [30, 12, booting(12)]),
      ...faults,
    ];
    const facts = factsWith({ lifecycle, activity: [spoke(10, 1, 90, 3), spoke(11, 1, 29.9, 3)] });
    const [server, kernel] = facts.sources;
    const layouts = [{ format: 'kernel-log', head: 'uptime', phrases: [] }];
    const sources = server && kernel ? [server, { ...kernel, layouts }, { ...kernel, id: 3 }] : [];
    const died = correlate({ ...facts, sources }).workers.find(({ pid }) => pid === 11);
    expect(died?.end).toMatchObject({ how: 'died', death: { cause: 'signal', signal: 11, silent: true } });
  });

  it('places the kill of one process neither on the death of another nor off by seconds, where only the year is open', () => {
    const kill = { what: 'kernel-oom-kill', process: 11, command: 'gunicorn', rssKb: undefined } as const;
    const [word] = told([30, 0, kill]);
    if (!word) throw new Error('nothing told');
    const lifecycle = [
      ...told([0, 1, started], [0, 10, booting(10)], [0, 11, booting(11)], [30, 1, killed(11)], [56, 1, killed(10)]),
      { ...word, origin: { ...word.origin, source: 2 }, pid: undefined, stamp: stamp(30) },
    ];
    const facts = factsWith({ lifecycle });
    const layouts = [{ format: 'kernel-log', head: 'syslog 2023 assumed', phrases: [] }];
    const sources = facts.sources.map((source) => (source.id === 2 ? { ...source, layouts } : source));
    const { clocks, workers } = correlate({ ...facts, sources });
    expect(clocks.find(({ source }) => source === 2)).toMatchObject({ offsetUs: 0 });
    expect(workers.map(({ pid, end }) => [pid, end.how === 'died' && end.death.cause])).toEqual([
      [10, 'signal'],
      [11, 'oom'],
    ]);
  });

  it.each([
    ['as it stands, where that fits a death', 40, 'oom'],
    ['not seconds off, however near another death lies', 70, 'signal'],
  ])('reads a kernel log that states no year %s', (_, at, cause) => {
    const kill = { what: 'kernel-oom-kill', process: 4_011, command: 'gunicorn', rssKb: undefined } as const;
    const words = told([0, 0, kill]).map((event) => ({
      ...{ ...event, pid: undefined, origin: { ...event.origin, source: 2 } },
      stamp: { ...stamp(0), wall: wallMicros(inYear1972((1_700_000_000 + at) * 1_000_000)) },
    }));
    const lifecycle = [
      ...told([0, 1, started], [0, 10, booting(10)], [0, 11, booting(11)]),
      ...told([40, 1, killed(11)], [40, 12, booting(12)], [53, 1, killed(10)], [53, 13, booting(13)]),
      ...words,
    ];
    const facts = factsWith({ lifecycle, activity: [spoke(11, 1, 39, 1, 0), spoke(10, 1, 52, 1, 0)] });
    const layouts = [{ format: 'kernel-log', head: 'syslog 1972', phrases: [] }];
    const sources = facts.sources.map((source) => (source.id === 2 ? { ...source, layouts } : source));
    const died = correlate({ ...facts, sources }).workers.find(({ pid }) => pid === 11);
    expect(died?.end).toMatchObject({ how: 'died', death: { cause } });
  });

  it.each([
    ['the year of the logs beside it', '2023-11-14T22:14:20Z', '2023-11-14T22:14:20.000Z'],
    ['no year where none fits', '2023-06-01T00:00:00Z', '1972-06-01T00:00:00.000Z'],
  ])('gives a kernel log that states no year %s', (_, when, at) => {
    const yearless = wallMicros(new Date(when.replace('2023', '1972')).getTime() * 1_000);
    const kill = { what: 'kernel-oom-kill', process: 11, command: 'gunicorn', rssKb: undefined } as const;
    const lifecycle = told([0, 0, kill]).map((event) => ({
      ...event,
      pid: undefined,
      stamp: { ...stamp(0), wall: yearless },
    }));
    const activity = [{ ...spoke(0, 1, 90), pid: undefined }];
    const facts = factsWith({ lifecycle, activity });
    const layouts = [{ format: 'kernel-log', head: 'syslog 1972', phrases: [] }];
    const sources = facts.sources.map((source) => (source.id === 1 ? { ...source, layouts } : source));
    const [worker] = correlate({ ...facts, sources }).workers;
    const goneAt = worker?.end.how === 'died' ? worker.end.death.goneAt : 0;
    expect(new Date(goneAt / 1_000).toISOString()).toBe(at);
  });
});
