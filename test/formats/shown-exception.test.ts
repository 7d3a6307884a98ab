import { expect, it } from 'vitest';
import { parseTraceback } from '../../src/formats/traceback.ts';
import { framesAtAbort, isAbort, isOwnExit } from '../../src/model/abort.ts';
import type { Traceback } from '../../src/model/traceback.ts';

const SYNC = [
  '  File "/srv/lib/python3.10/site-packages/gunicorn/workers/sync.py", line 133, in handle',
  '    req = next(parser)',
];
const RECV = [
  '  File "/srv/lib/python3.10/site-packages/gunicorn/http/unreader.py", line 63, in chunk',
  '    return self.sock.recv(self.mxchunk)',
];

const read = (...lines: readonly string[]): Traceback => {
  const found = parseTraceback(['Traceback (most recent call last):', ...lines].join('\n'));
  if (!found) throw new Error('no traceback');
  return found;
};

it.each([
  ['SystemExit(1)', 'SystemExit', '1'],
  ["shop.errors.DiskError('no disk')", 'shop.errors.DiskError', 'no disk'],
])('reads an exception that is shown as code shows it: %s', (line, exception, message) => {
  const { chain, truncated } = read(...SYNC, line);
  expect(chain).toMatchObject([{ exception, message }]);
  expect(truncated).toBe(false);
});

it('reads one below frames that lost their indentation', () => {
  const flat = [...SYNC, ...RECV].map((line) => line.trim());
  expect(read(...flat, 'SystemExit(1)').chain).toMatchObject([
    { exception: 'SystemExit', frames: [{ function: 'handle' }, { function: 'chunk' }] },
  ]);
});

it.each(['SystemExit: 1', 'SystemExit(1)'])('knows an abort whose handler was left out: %s', (line) => {
  const traceback = read(...SYNC, ...RECV, line);
  expect([isAbort(traceback), isOwnExit(traceback)]).toEqual([true, false]);
  expect(framesAtAbort(traceback).at(-1)?.function).toBe('chunk');
});

it.each([
  [
    'code of the application that may end the program',
    '  File "/srv/shop/jobs.py", line 9, in run',
    '    work()',
    'SystemExit: 1',
  ],
  [
    'what ends a program',
    '  File "/srv/lib/python3.10/site-packages/click/core.py", line 9, in main',
    '    sys.exit(1)',
    'SystemExit: 1',
  ],
  ['another code', ...RECV, 'SystemExit: 3'],
  ['a source that is not at hand', ...RECV.slice(0, 1), 'SystemExit: 1'],
])('does not take %s for one', (_, ...lines) => {
  expect(isAbort(read(...SYNC, ...lines))).toBe(false);
});

it('reads a paste of one line, its line ends written out, that begins amid the frames', () => {
  const cut = [...SYNC, ...RECV, 'SystemExit: 1'].join(String.raw`\n`);
  expect(parseTraceback(`${cut}${String.raw`\n`}`)?.chain).toMatchObject([
    { exception: 'SystemExit', message: '1', frames: [{ function: 'handle' }, { function: 'chunk' }] },
  ]);
});
