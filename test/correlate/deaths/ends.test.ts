import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
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
