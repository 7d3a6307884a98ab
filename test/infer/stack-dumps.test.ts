import { expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { conclude } from '../../src/infer/conclude.ts';
import { aborted, booting, factsWith, killed, started, timedOut, told } from '../correlate/told.ts';

const lifecycle = told(
  [0, 1, started],
  [0, 10, booting(10)],
  [40, 1, timedOut(10)],
  [41, 1, killed(10)],
  [41, 11, booting(11)],
);

it.each([
  ['Aborted', 'app.py'],
  ['Segmentation fault', undefined],
])('what faulthandler prints of a worker at its abort shows where it stood: %s', (message, file) => {
  const frames = [{ file: '/srv/shop/app.py', line: 7, function: 'total' }];
  const traceback = { chain: [{ exception: 'FatalPythonError', message, frames }], truncated: false, group: [] };
  const exceptions = [{ ...aborted(10, 40.2), pid: undefined, traceback }];
  const [incident] = conclude(correlate(factsWith({ lifecycle, exceptions })));
  expect(incident?.block?.frame?.file.split('/').at(-1)).toBe(file);
});

it.each([
  ['below the words that gave the worker up', 2, 'app.py'],
  ['anywhere else', 900, undefined],
])('bare frames %s show where it stood: %s', (_where, line, file) => {
  const frames = [{ file: '/srv/shop/app.py', line: 7, function: 'total' }];
  const traceback = { chain: [{ exception: '', message: '', frames }], truncated: true, group: [] };
  const origin = lifecycle[line]?.origin ?? { source: 2, line, byteOffset: line * 50 };
  const exceptions = [{ ...aborted(10, 40), pid: undefined, origin, traceback }];
  const [incident] = conclude(correlate(factsWith({ lifecycle, exceptions })));
  expect(incident?.block?.frame?.file.split('/').at(-1)).toBe(file);
});
