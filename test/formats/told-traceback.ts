import { parseTracebacks } from '../../src/formats/traceback.ts';
import type { RaisedException } from '../../src/model/traceback.ts';

export const HEADER = 'Traceback (most recent call last):';

export const text = (...lines: readonly string[]): string => lines.join('\n');

const nameOf = ({ exception, message }: RaisedException): string =>
  message === '' ? exception : `${exception}: ${message}`;

/** What each traceback comes down to: `Exception: message < file:line function < …`, outermost frame first; `…` where it is cut off. */
export const told = (source: string): readonly (readonly string[])[] =>
  parseTracebacks(source).map(({ chain, group, truncated }) => [
    ...chain.map((raised) =>
      [
        nameOf(raised),
        ...raised.frames.map(({ file, line, function: name }) => `${file}:${String(line)} ${name}`),
      ].join(' < '),
    ),
    ...group.map((raised) => `| ${nameOf(raised)}`),
    ...(truncated ? ['…'] : []),
  ]);
