import { expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { conclude } from '../../src/infer/conclude.ts';
import { explain } from '../../src/report/explanation.ts';
import { booting, exiting, factsWith, started, timedOut, told } from '../correlate/told.ts';

it('a default timeout is not in force for one worker where another one of the server timed out sooner', () => {
  const lifecycle = told(
    ...[[0, 1, started] as const, [0, 10, booting(10)] as const, [0, 11, booting(11)] as const],
    ...[[23, 1, timedOut(10)] as const, [24, 10, exiting(10)] as const, [24, 12, booting(12)] as const],
    ...[[90, 1, timedOut(11)] as const, [91, 11, exiting(11)] as const, [91, 13, booting(13)] as const],
  );
  const [, second] = conclude(correlate(factsWith({ lifecycle })));
  expect(second?.block && (second.block.to - second.block.from) / 1e6).toBe(24);
  expect(second && explain(second, 0)).toContain(
    'The default timeout of 30 s is longer than another of its workers had lived that timed out, so a shorter one is set',
  );
});
