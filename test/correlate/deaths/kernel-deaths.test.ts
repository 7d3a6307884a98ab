import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import type { LifecycleStep } from '../../../src/model/lifecycle.ts';
import { booting, exiting, factsWith, signalled, started, timedOut, told } from '../told.ts';

const oom = (process: number, command = 'gunicorn'): LifecycleStep => ({
  what: 'kernel-oom-kill',
  ...{ process, command, rssKb: 200_000 },
});

type Lines = readonly (readonly [number, number, LifecycleStep])[];

/** The kernel has no pid of its own. */
const saidIn = (...lines: Lines) =>
  told(...lines).map((event) => (event.step.what === 'kernel-oom-kill' ? { ...event, pid: undefined } : event));

const diedIn = (...lines: Lines): readonly string[] =>
  correlate(factsWith({ lifecycle: saidIn(...lines) })).workers.flatMap(({ pid, end, replacedBy }) =>
    end.how === 'died' ? [`${String(pid)} ${end.death.cause}, then ${String(replacedBy)}`] : [],
  );

it('tells of the worker that the kernel killed just before the first boot that the excerpt shows', () => {
  expect(diedIn([10, 0, oom(68)], [11, 81, booting(81)])).toEqual(['68 oom, then 81']);
});

it('names no successor of a killed server where others than one boot behind it', () => {
  expect(diedIn([10, 0, oom(68)], [11, 1, started], [12, 81, booting(81)], [12, 82, booting(82)])).toEqual([
    '68 oom, then undefined',
  ]);
});

it('counts no kill long before a server speaks, of a program that is none, or of one whose end the server tells', () => {
  expect(diedIn([10, 0, oom(68)], [999, 81, booting(81)])).toEqual([]);
  expect(diedIn([10, 0, oom(68, 'postgres')], [11, 81, booting(81)])).toEqual([]);
  expect(diedIn([10, 0, oom(68)], [11, 1, timedOut(68)], [12, 81, booting(81)])).toEqual(['68 oom, then 81']);
});

const gunicorns = (...lines: Lines) => saidIn(...lines).map((event) => ({ ...event, by: 'gunicorn' }));
const diedAt = (lifecycle: ReturnType<typeof gunicorns>): readonly string[] =>
  correlate(factsWith({ lifecycle })).workers.flatMap(({ pid, end, replacedBy }) =>
    end.how === 'died' ? [`${String(pid)} ${end.death.cause}, then ${String(replacedBy)}`] : [],
  );

it('tells of the worker that the kernel killed amid a log that began later than it, and never named it', () => {
  const lines: Lines = [
    [1, 70, timedOut(70)],
    [900, 0, oom(68)],
    [901, 81, booting(81)],
    [990, 81, exiting(81)],
  ];
  expect(diedAt(gunicorns(...lines))).toContain('68 oom, then 81');
});

it('ties no kill to a boot that a signal of the master made, nor one of another server to it', () => {
  const before: Lines = [[1, 70, exiting(70)]];
  expect(diedAt(gunicorns(...before, [900, 0, oom(68)], [900, 1, signalled('ttin')], [901, 81, booting(81)]))).toEqual(
    [],
  );
  expect(diedAt(gunicorns(...before, [900, 0, oom(68, 'uwsgi')], [901, 81, booting(81)]))).not.toContain(
    '68 oom, then 81',
  );
});
