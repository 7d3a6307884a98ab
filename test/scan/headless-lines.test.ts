import { expect, it } from 'vitest';
import { type Stamp, wallMicros } from '../../src/model/time.ts';
import { HeadlessLines } from '../../src/scan/headless-lines.ts';

const NOTED: Stamp = { wall: wallMicros(1_795_427_219_000_000), offsetMin: 0, precision: 's' };

/** The lines that get a head. */
const headed = (lines: readonly string[]): readonly string[] => {
  const heads = new HeadlessLines();
  return lines.filter((line) => heads.headFor(line, NOTED, undefined) !== '');
};

const FRAMES = ['Traceback (most recent call last):', 'File "/srv/a.py", line 3, in f', 'return g('];

it.each([
  ['source in several lines', [...FRAMES, 'first,', '^^^^^', 'rest)', 'KeyError: 1']],
  ['what a database says below', [...FRAMES, 'psycopg2.errors.UndefinedTable: no', 'LINE 1: SELECT', '^']],
  ['what others print between frames', [...FRAMES, 'epoch 4/50', '  File "/srv/b.py", line 9, in g', 'KeyError: 1']],
  ['a chain', [...FRAMES, 'KeyError: 1', '', 'During handling of the above exception, another exception occurred:']],
])('leaves a traceback without indentation whole: %s', (_, lines) => expect(headed(lines)).toEqual([]));

it('sees where a traceback ends', () =>
  expect(headed([...FRAMES, 'KeyError: 1', 'worker 7 is ready'])).toEqual(['worker 7 is ready']));

it('expects no exception below a stack dump', () =>
  expect(
    headed(['Thread 0x00007f97f0a786c0 (most recent call first):', 'File "/srv/a.py", line 3 in f', 'still here']),
  ).toEqual(['still here']));

it.each([
  ['s', '2026-11-23T09:46:59+00:00 [7] '],
  ['ms', '2026-11-23T09:46:59.000+00:00 [7] '],
] as const)('writes the time as finely as the collector noted it: %s', (precision, head) =>
  expect(new HeadlessLines().headFor('hello', { ...NOTED, precision }, 7)).toBe(head),
);
