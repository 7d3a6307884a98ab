import { expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { booting, exiting, factsWith, killed, spoke, started, told } from './told.ts';

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
