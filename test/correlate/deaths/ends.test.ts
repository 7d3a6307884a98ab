import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import type { LifecycleStep } from '../../../src/model/lifecycle.ts';
import { booting, exiting, factsWith, killed, signalled, spoke, started, told } from '../told.ts';

it('takes no worker that finished and then raised the signal by which it was asked to go for a killed one', () => {
  const lifecycle = told(
    [0, 1, started],
    [1, 7, booting(7)],
    [90, 7, exiting(7)],
    [90, 1, killed(7, 2)],
    [91, 8, booting(8)],
  );
  expect(correlate(factsWith({ lifecycle })).workers.map(({ pid, end }) => [pid, end.how])).toEqual([
    [7, 'left'],
    [8, 'running'],
  ]);
});

it.each([
  ['20.0.4', 'signal'],
  ['20.1.0', 'exit'],
  ['23.0.0', 'unknown'],
])('gunicorn %s without a word of a worker that fell silent: %s', (version, cause) => {
  const lifecycle = told(
    [0, 1, { what: 'master-started', server: 'gunicorn', version }],
    [0, 7, booting(7)],
    [0, 8, booting(8)],
    [40, 9, booting(9)],
  );
  const activity = [spoke(7, 1, 39), spoke(8, 1, 80), spoke(9, 41, 80)];
  const [died] = correlate(factsWith({ lifecycle, activity })).workers;
  expect(died?.end).toMatchObject({ how: 'died', death: { cause, signal: undefined, silent: true } });
});

/** Worker 7 is asked to go, says so at 40 and is killed at 41 by SIGKILL; `by` whom it is told. */
function killedInLeave(by: string, ...signals: readonly (readonly [number, string])[]): string | undefined {
  const asked = signals.map(([at, signal]) => [at, 1, signalled(signal)] as const);
  const lines = [[0, 1, started], [0, 7, booting(7)], [40, 7, exiting(7)], [41, 1, killed(7)], ...asked] as const;
  const lifecycle = told(...[...lines].sort(([a], [b]) => a - b)).map((event) => ({ ...event, by }));
  return correlate(factsWith({ lifecycle })).workers[0]?.end.how;
}

it('takes SIGKILL in a reload for a death, as gunicorn sends none then', () => {
  expect(killedInLeave('gunicorn', [39, 'hup'])).toBe('died');
});

it('takes SIGKILL for the end of a stop, also of a worker that a reload had asked to go before', () => {
  expect(killedInLeave('gunicorn', [39, 'quit'])).toBe('graceful');
  expect(killedInLeave('gunicorn', [38, 'hup'], [40.5, 'term'])).toBe('graceful');
});

it('leaves open who sends SIGKILL in a reload of another server', () => {
  expect(killedInLeave('uwsgi', [39, 'hup'])).toBe('graceful');
});

/** Worker 7 recycles itself from 40 on and is reaped at 41 with an exit code; `asked`: its master is told to stop meanwhile. */
function exitInLeave(by: string, code: number, asked?: string): unknown {
  const recycling: LifecycleStep = { what: 'worker-recycling', worker: 7, why: 'max_requests' };
  const lines = [
    [0, 1, started],
    [0, 7, booting(7)],
    [39, 7, recycling],
    [40, 7, exiting(7)],
  ] as const;
  const halt = asked === undefined ? [] : [[40.5, 1, signalled(asked)] as const];
  const reaped = [[41, 1, { what: 'worker-exited', worker: 7, code }] as const];
  const lifecycle = told(...lines, ...halt, ...reaped).map((event) => ({ ...event, by }));
  const end = correlate(factsWith({ lifecycle })).workers[0]?.end;
  return end?.how === 'died' ? [end.death.cause, end.death.exitCode] : end?.how;
}

it('takes an exit with an error for a death also where the worker was about to leave', () => {
  expect(exitInLeave('gunicorn', 7)).toEqual(['exit', 7]);
});

it('takes no exit for a death in the leave that is a stop, of one that never came up, or of another server', () => {
  expect(exitInLeave('gunicorn', 7, 'term')).toBe('graceful');
  expect(exitInLeave('gunicorn', 3)).toBe('graceful');
  expect(exitInLeave('uwsgi', 30)).toBe('graceful');
});
