import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseTraceback, parseTracebacks } from '../../src/formats/traceback.ts';
import type { Frame, RaisedException } from '../../src/model/traceback.ts';

const PIECES = [
  'Traceback (most recent call last):',
  '  File "a.py", line 3, in f',
  '    code()',
  '    ~~~^^^',
  'ValueError: x',
  '"""',
  '',
  'During handling of the above exception, another exception occurred:',
  '  +-+---------------- 1 ----------------',
  'Current thread 0x1 (most recent call first):',
  'Fatal Python error: Aborted',
];

it('never throws, whatever the pieces and their order', () => {
  const line = fc.oneof(fc.constantFrom(...PIECES), fc.string());
  fc.assert(
    fc.property(fc.array(line), fc.constantFrom('', '\t', '  | '), (lines, margin) => {
      expect(() => parseTracebacks(lines.map((one) => margin + one).join('\n'))).not.toThrow();
    }),
  );
});

const word = fc.stringMatching(/^[a-z_]{1,8}$/);
const frame: fc.Arbitrary<Frame> = fc
  .record({
    file: word.map((name) => `/srv/${name}.py`),
    line: fc.integer({ min: 1, max: 9_999 }),
    function: word,
    code: fc.option(word.map((name) => `${name}()`)),
  })
  .map(({ code, ...rest }) => (code === null ? rest : { ...rest, code }));
const raised: fc.Arbitrary<RaisedException> = fc.record({
  exception: word.map((name) => `app.${name}Error`),
  message: fc.oneof(fc.constant(''), word),
  frames: fc.array(frame, { minLength: 1, maxLength: 6 }),
});

const print = ({ exception, message, frames }: RaisedException, indent: string): string =>
  [
    'Traceback (most recent call last):',
    ...frames.flatMap(({ file, line, function: name, code }) => [
      `  File "${file}", line ${String(line)}, in ${name}`,
      ...(code === undefined ? [] : [`    ${code}`]),
    ]),
    message === '' ? exception : `${exception}: ${message}`,
  ]
    .map((line) => indent + line)
    .join('\n');

it('reads back what Python prints, at any indentation', () => {
  fc.assert(
    fc.property(raised, fc.constantFrom('', '\t', '    '), (one, indent) => {
      expect(parseTraceback(print(one, indent))?.chain).toEqual([one]);
    }),
  );
});
