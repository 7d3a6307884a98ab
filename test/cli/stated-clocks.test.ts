import { expect, it } from 'vitest';
import { statedClocks } from '../../src/cli/stated-clocks.ts';

it('reads zones and skews by the files that they are for', () => {
  expect(statedClocks(['run.log=Asia/Shanghai'], ['nginx/*=-4200.5'])).toEqual([
    { pattern: 'run.log', zone: 'Asia/Shanghai', skewUs: undefined },
    { pattern: 'nginx/*', zone: undefined, skewUs: -4_200_500 },
  ]);
});

it.each([
  [['+08:00'], [], 'names no file'],
  [['run.log=Mars'], [], 'Mars is no time zone'],
  [[], ['run.log=4s'], '4s is no skew'],
])('says what is wrong with %j %j', (zones, skews, said) => {
  expect(() => statedClocks(zones, skews)).toThrow(said);
});
