import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import type { LifecycleEvent } from '../../../src/model/event.ts';
import type { LifecycleStep } from '../../../src/model/lifecycle.ts';
import { booting, factsWith, killed, stamp, started, told } from '../told.ts';

const unnamed = (how: 'missed' | 'ended', signal?: number): LifecycleStep => ({
  ...{ what: 'unnamed-end', how, name: undefined, signal, code: undefined },
});
const ended = (signal: number): LifecycleStep => unnamed('ended', signal);
const missed = unnamed('missed');
const unit = (why: string): LifecycleStep => ({ what: 'unit-ended', unit: 'web', why });

const deathsOf = (...lines: readonly (readonly [number, number, LifecycleStep])[]) =>
  correlate(factsWith({ lifecycle: told(...lines) })).workers.flatMap(({ pid, name, end, replacedBy }) =>
    end.how === 'died' ? [{ pid, name, cause: end.death.cause, signal: end.death.signal, replacedBy }] : [],
  );

describe('a death of which no line names a pid', () => {
  it('is one worker’s, from its being missed to its replacement', () => {
    expect(deathsOf([0, 1, missed], [1, 1, ended(9)], [2, 30, booting(30)])).toEqual([
      { pid: undefined, name: undefined, cause: 'timeout', signal: 9, replacedBy: 30 },
    ]);
  });

  it('is not counted beside that of a worker whose pid is told', () => {
    expect(deathsOf([0, 1, started], [1, 7, booting(7)], [9, 1, killed(7)], [20, 1, ended(9)])).toHaveLength(1);
  });

  it('is none where it tells of the task of a worker that was asked to leave', () => {
    const stopping: LifecycleStep = { what: 'master-signalled', signal: 'TERM' };
    const leaving = [
      [1, 7, booting(7)],
      [9, 1, stopping],
      [9, 1, killed(7, 15)],
    ] as const;
    expect(deathsOf(...leaving, [10, 1, ended(15)])).toEqual([]);
    expect(deathsOf(...leaving, [10, 1, ended(9)])).toHaveLength(1);
  });

  it('is told once though two handlers write it, each under a head of its own', () => {
    const lost = (head: string, job: number, line: number) =>
      told([40, 1, ended(9)]).map((event) => ({
        ...event,
        stamp: stamp(40, 0, 'ms'),
        origin: { ...event.origin, line },
        text: `${head} WorkerLostError('Worker exited prematurely: signal 9 (SIGKILL) Job: ${String(job)}.')`,
      }));
    const [ours, theirs] = [lost('[08:20:00,041: ERROR/MainProcess]', 2, 1), lost('08:20:00,041 ERROR celery:', 2, 2)];
    const died = (lifecycle: readonly LifecycleEvent[]) => correlate(factsWith({ lifecycle })).workers.length;
    expect(died([...ours, ...theirs])).toBe(1);
    expect(died([...ours, ...lost('08:20:00,041 ERROR celery:', 3, 2)])).toBe(2);
  });

  it('is another one where it lies elsewhere in time', () => {
    expect(deathsOf([1, 7, booting(7)], [9, 1, killed(7)], [300, 1, ended(9)]).map(({ pid }) => pid)).toEqual([
      7,
      undefined,
    ]);
  });
});

describe('a task that exceeded its time limit', () => {
  const limit = (target?: string): LifecycleStep => ({
    what: 'request-timeout',
    request: target === undefined ? undefined : { id: '1', target, method: undefined, since: undefined },
    limitSeconds: 60,
  });

  it('cost its child, though the record that names it is cut off', () => {
    expect(deathsOf([60, 1, limit()])).toMatchObject([{ cause: 'timeout', signal: 9 }]);
  });

  it('cost one, though two records tell of it', () => {
    expect(deathsOf([60, 1, limit()], [60, 1, limit('shop.report')])).toHaveLength(1);
    expect(deathsOf([60, 1, limit()], [600, 1, limit('shop.report')])).toHaveLength(2);
  });
});

describe('a server that stops because a worker did not come up', () => {
  const reason = 'Worker failed to boot.';
  const start = [
    [0, 1, started],
    [1, 14, booting(14)],
    [1, 15, booting(15)],
  ] as const;

  it('is no death of the others where a line tells whose exit it was', () => {
    const exited: LifecycleStep = { what: 'worker-exited', worker: 15, code: 3 };
    const deaths = deathsOf(...start, [2, 1, exited], [2, 1, { what: 'worker-failed-to-boot', reason }]);
    expect(deaths.map(({ pid, cause }) => [pid, cause])).toEqual([[15, 'boot-failure']]);
  });

  it('ends others that could not come up either, and had said so', () => {
    const crashed: LifecycleStep = { what: 'worker-failed-to-boot', reason: 'Exception in worker process' };
    const exited: LifecycleStep = { what: 'worker-exited', worker: 15, code: 3 };
    const deaths = deathsOf(...start, [2, 14, crashed], [2, 15, crashed], [2, 1, exited], [2, 1, killed(14, 15)]);
    expect(deaths.map(({ pid, cause }) => [pid, cause])).toEqual([
      [14, 'boot-failure'],
      [15, 'boot-failure'],
    ]);
  });
});

describe('a container that ended as a whole', () => {
  it.each([
    ['OOMKilled', 'oom', 9],
    ['exit code 137', 'signal', 9],
    ['exit code 139', 'signal', 11],
    ['SIGSEGV', 'signal', 11],
    ['liveness', 'timeout', undefined],
  ])('by %s died of %s', (why, cause, signal) => {
    expect(deathsOf([0, 1, unit(why)], [40, 1, unit(why)])).toEqual([
      { pid: undefined, name: 'web', cause, signal, replacedBy: undefined },
    ]);
  });

  it.each(['exit code 1', 'exit code 143', 'SIGTERM', 'FATAL'])('by %s did not die of a kill or a crash', (why) => {
    expect(deathsOf([0, 1, unit(why)])).toEqual([]);
  });
});

describe('a program that pm2 keeps', () => {
  const exits = (...lines: readonly (readonly [number, string])[]) =>
    correlate(
      factsWith({
        lifecycle: told(...lines.map(([at, why]) => [at, 1, unit(why)] as const)).map((word) => ({
          ...word,
          by: 'pm2',
        })),
      }),
    ).workers.flatMap(({ end }) => (end.how === 'died' ? [end.death] : []));

  it('dies anew each time that it leaves with an error of its own, however soon', () => {
    expect(exits([10, 'exit code 1'], [13, 'exit code 1']).map(({ cause, exitCode }) => [cause, exitCode])).toEqual([
      ['exit', 1],
      ['exit', 1],
    ]);
  });

  it.each(['exit code 0', 'exit code 143'])('was asked to go or had done: %s', (why) => {
    expect(exits([10, why])).toEqual([]);
  });
});

describe('a program that supervisord keeps', () => {
  it.each([
    ['gunicorn', 3, 'boot-failure'],
    ['shop:gunicorn_00', 4, 'boot-failure'],
    ['gunicorn', 1, 'exit'],
    ['web', 3, 'exit'],
  ])('%s, left with %i: %s', (program, code, cause) => {
    const step: LifecycleStep = { what: 'unit-ended', unit: program, why: `exit status ${String(code)}` };
    const lifecycle = told([10, 1, step]).map((word) => ({ ...word, pid: undefined, by: 'supervisord' }));
    const { workers } = correlate(factsWith({ lifecycle }));
    expect(workers.map(({ end }) => end.how === 'died' && end.death.cause)).toEqual([cause]);
  });

  it('is told as started again where no pid is told, in the second in which it ended too', () => {
    const again: LifecycleStep = { what: 'unit-started', unit: 'web', process: undefined };
    const lifecycle = told([1, 1, again], [10, 1, unit('SIGKILL')], [10, 1, again], [99, 1, again]).map((word) => ({
      ...word,
      ...{ pid: undefined, by: 'pm2' },
    }));
    const { workers } = correlate(factsWith({ lifecycle }));
    const [died] = workers.filter(({ end }) => end.how === 'died');
    expect(died?.told.map(({ event: { step, origin } }) => [step.what, origin.line])).toEqual([
      ['unit-ended', 2],
      ['unit-started', 3],
    ]);
  });

  it('ends once more within the second in which it was started again', () => {
    const lifecycle = told(
      [10, 1, unit('SIGKILL')],
      [10.1, 1, { what: 'unit-started', unit: 'web', process: 31 }],
      [10.5, 1, unit('exit status 78')],
    ).map((word) => ({ ...word, pid: undefined, by: 'supervisord' }));
    const { workers } = correlate(factsWith({ lifecycle }));
    const died = workers.filter(({ end }) => end.how === 'died');
    expect(died.map(({ pid, replacedBy }) => [pid, replacedBy])).toEqual([
      [undefined, 31],
      [31, undefined],
    ]);
  });
});

describe('a service of systemd whose main process was killed', () => {
  const by = (step: LifecycleStep, at: number): LifecycleEvent[] =>
    told([at, 1, step]).map((event) => ({ ...event, by: 'systemd', pid: undefined }));
  const shot: LifecycleStep = { what: 'unit-ended', unit: 'web.service', why: 'SIGKILL' };
  const before = told([0, 1, started], [0, 10, booting(10)], [0, 11, booting(11)]);
  const after = told([42, 21, started], [42, 30, booting(30)]);
  const ends = (...lifecycle: readonly LifecycleEvent[]) =>
    correlate(factsWith({ lifecycle: numbered(lifecycle) })).workers.map(({ pid, name, end }) => [
      pid ?? name,
      end.how === 'died' ? `${end.death.cause} ${String(end.death.signal)} ${String(end.death.goneAt)}` : end.how,
    ]);
  const numbered = (events: readonly LifecycleEvent[]): readonly LifecycleEvent[] =>
    events.map((event, line) => ({ ...event, origin: { ...event.origin, line, byteOffset: line } }));
  const at = String(told([40, 1, started])[0]?.stamp?.wall);

  it('took those of its workers along of whose end nothing is told', () => {
    expect(ends(...before, ...by(shot, 40), ...after)).toEqual([
      [10, `signal 9 ${at}`],
      [11, `signal 9 ${at}`],
      [30, 'running'],
    ]);
  });

  it('is one death where nobody tells of its workers, and none where it had been told to stop and was shot at last', () => {
    expect(ends(...by(shot, 40))).toEqual([['web.service', `signal 9 ${at}`]]);
    expect(ends(...by({ what: 'kill-ordered', processes: [1], signal: 9 }, 40), ...by(shot, 40))).toEqual([]);
  });
});
