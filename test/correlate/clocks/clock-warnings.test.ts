import { expect, it } from 'vitest';
import { clockWarnings } from '../../../src/correlate/clocks/clock-warnings.ts';
import { factsWith, source, stamp, told } from '../told.ts';

/** Of a log without zone, as `told` by its own times or by a daemon. */
const warned = (seconds: number | undefined, { by, offsetMin }: { by?: string; offsetMin?: number } = {}) => {
  const lifecycle = told([10, 0, { what: 'clock-stepped', seconds }]).map((event) => ({
    ...event,
    ...{ stamp: stamp(10, offsetMin), by },
  }));
  return clockWarnings({ ...factsWith({ lifecycle }), sources: [source(1, 'run.log')] }).map(
    ({ path, line, cause }) => `${path}:${String(line)} ${cause}`,
  );
};

it.each([
  ['a set clock', -600, {}, 'goes back by 10 min here: a clock that was set;'],
  [
    'summer time that ended',
    -3_590,
    {},
    'goes back by 60 min here: the end of summer time, or a clock that was set; what follows is read',
  ],
  ['no summer time where zones are stated', -3_590, { offsetMin: 60 }, 'here: a clock that was set;'],
  ['two logs in one', -200_000, {}, 'goes back by 55 h 33 min here: two logs in one file'],
  ['a daemon that set it', 91.2, { by: 'machine' }, 'says that the clock of its machine was set forward by 91 s:'],
])('warns of %s', (_what, seconds, how, words) => {
  const [warning] = warned(seconds, how);
  expect(warning).toContain('run.log:1 ');
  expect(warning).toContain(words);
});

it.each([0.4, -1.5, undefined])('does not warn of %s seconds', (seconds) => {
  expect(warned(seconds, { by: 'machine' })).toEqual([]);
});
