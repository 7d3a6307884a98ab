import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseTraceback, parseTracebacks } from '../../src/formats/traceback.ts';
import type { ChainLink, Frame, RaisedException } from '../../src/model/traceback.ts';

const SENTENCES: Readonly<Record<ChainLink, string>> = {
  'during-handling': 'During handling of the above exception, another exception occurred:',
  'direct-cause': 'The above exception was the direct cause of the following exception:',
};
const PIECES = [
  'Traceback (most recent call last):',
  '  + Exception Group Traceback (most recent call last):',
  '  File "a.py", line 3, in f',
  'File "a.py", line 3, in f',
  '    code()',
  '    ~~~^^^',
  'ValueError: x',
  'billiard.einfo.ExceptionWithTraceback: ',
  '"""',
  '',
  ...Object.values(SENTENCES),
  '  +-+---------------- 1 ----------------',
  '    | KeyError',
  '    +------------------------------------',
  'Current thread 0x1 (most recent call first):',
  'Fatal Python error: Aborted',
  '(most recent call last):#012',
  String.raw`(most recent call last):\\n  File \\\"`,
];

it('never throws, whatever the pieces and their order', () => {
  const line = fc.oneof(fc.constantFrom(...PIECES), fc.string());
  fc.assert(
    fc.property(fc.array(line), fc.constantFrom('', '\t', '  | ', 'web-1  | '), (lines, margin) => {
      expect(() => parseTracebacks(lines.map((one) => margin + one).join('\n'))).not.toThrow();
    }),
  );
});

const word = fc.stringMatching(/^[a-z_]{1,8}$/);
const frame: fc.Arbitrary<Frame> = fc
  .record({
    file: word.map((name) => `/srv/${name}.py`),
    line: fc.integer({ min: 1, max: 9_999 }),
    function: fc.oneof(word, fc.constantFrom('<module>', '<lambda>')),
    code: fc.option(word.map((name) => `${name}()`)),
  })
  .map(({ code, ...rest }) => (code === null ? rest : { ...rest, code }));
const raised: fc.Arbitrary<RaisedException> = fc.record({
  exception: word.map((name) => `app.${name}Error`),
  message: fc.oneof(
    fc.constant(''),
    word,
    fc.tuple(word, word).map((lines) => lines.join('\n')),
  ),
  frames: fc.array(frame, { minLength: 1, maxLength: 6 }),
});
const link = fc.constantFrom<ChainLink[]>('during-handling', 'direct-cause');
const chain: fc.Arbitrary<readonly RaisedException[]> = fc
  .tuple(raised, fc.array(fc.tuple(raised, link), { maxLength: 3 }))
  .map(([root, later]) => [root, ...later.map(([one, follows]) => ({ ...one, follows }))]);

const printBlock = ({ exception, message, frames, follows }: RaisedException): readonly string[] => [
  ...(follows === undefined ? [] : ['', SENTENCES[follows], '']),
  'Traceback (most recent call last):',
  ...frames.flatMap(({ file, line, function: name, code }) => [
    `  File "${file}", line ${String(line)}, in ${name}`,
    ...(code === undefined ? [] : [`    ${code}`, '    ~~~^^']),
  ]),
  message === '' ? exception : `${exception}: ${message}`,
];

/** As Python prints it; the margin stands before every line. */
const print = (blocks: readonly RaisedException[], margin: string): string =>
  blocks
    .flatMap(printBlock)
    .join('\n')
    .replace(/^/gm, () => margin);

const MARGINS = ['', '\t', '    ', 'web-1  | ', 'Nov 23 09:15:28 host app[77]: '];

it('reads back what Python prints, behind any margin', () => {
  fc.assert(
    fc.property(chain, fc.constantFrom(...MARGINS), (blocks, margin) => {
      expect(parseTracebacks(print(blocks, margin))).toEqual([{ chain: blocks, truncated: false, group: [] }]);
    }),
  );
});

it('reads back what was written as one line of JSON or syslog', () => {
  fc.assert(
    fc.property(chain, (blocks) => {
      const printed = print(blocks, '');
      expect(parseTraceback(JSON.stringify({ exc: printed, pid: 7 }))?.chain).toEqual(blocks);
      expect(parseTraceback(`app: ${printed.replaceAll('\n', '#012')}`)?.chain).toEqual(blocks);
    }),
  );
});

it('keeps apart what follows one another', () => {
  fc.assert(
    fc.property(fc.array(chain, { minLength: 1, maxLength: 4 }), (chains) => {
      const printed = chains.map((blocks) => print(blocks, '')).join('\n');
      expect(parseTracebacks(printed).map((traceback) => traceback.chain)).toEqual(chains);
    }),
  );
});

it('makes up no frame where the text was cut', () => {
  fc.assert(
    fc.property(chain, fc.nat(), (blocks, at) => {
      const printed = print(blocks, '');
      const frames = blocks.flatMap((one) => one.frames.map(({ file }) => file));
      const kept = parseTraceback(printed.slice(0, at % printed.length))?.chain ?? [];
      const found = kept.flatMap((one) => one.frames.map(({ file }) => file));
      expect(found).toEqual(frames.slice(0, found.length));
    }),
  );
});
