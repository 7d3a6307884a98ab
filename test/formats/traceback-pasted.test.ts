import { expect, it } from 'vitest';
import { HEADER, text, told } from './told-traceback.ts';

const FRAME = ['  File "a.py", line 1, in f', '    g()'];

it("finds the exception that Django's error page tells below the frames", () => {
  const page = [HEADER, ...FRAME, '', 'Exception Type: KeyError at /a/', "Exception Value: 'b'"];
  expect(told(text(...page))).toEqual([["KeyError: 'b' < a.py:1 f"]]);
});

it('begins behind what a terminal shows of Ctrl+C', () =>
  expect(told(text(`^C${HEADER}`, ...FRAME, 'KeyboardInterrupt'))).toEqual([['KeyboardInterrupt < a.py:1 f']]));

it("leaves out frames that a pane's edge cut, and reads on below them", () => {
  const cut = '  File "/srv/shop/.venv/lib/python3.11/site-packages/gunicorn/arbi';
  expect(told(text(cut, '    self.sleep()', cut, '    g()', 'ValueError: x'))).toEqual([['ValueError: x', '…']]);
});
