import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import { booting, factsWith, source, spoke, started, told } from '../told.ts';

it("a database's processes are no workers, though its log names their pids", () => {
  const lifecycle = told([0, 1, started], [0, 10, booting(10)]);
  const activity = [spoke(10, 1, 40), spoke(2_001, 5, 9, 3)];
  const pidsBeside = (path: string) =>
    correlate(
      factsWith({ sources: [source(1, 'gunicorn.err'), source(2, 'run.log'), source(3, path)], lifecycle, activity }),
    ).workers.map(({ pid }) => pid);
  expect(pidsBeside('postgresql-15-main.log')).toEqual([10]);
  expect(pidsBeside('jobs.log')).toEqual([10, 2_001]);
});
