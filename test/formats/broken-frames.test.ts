import { describe, expect, it } from 'vitest';
import { unbroken } from '../../src/formats/broken-frames.ts';

const FRAME = '  File "/srv/shop/views.py", line 117, in report';
const SOURCE = '    rows = fetch(query)';

describe('frames that were broken at a width', () => {
  it('within letters, wherever it is', () => {
    const upToName = FRAME.length - 'report'.length;
    for (let width = '  File'.length; width <= upToName; width++)
      expect(unbroken([FRAME.slice(0, width), FRAME.slice(width), SOURCE])).toEqual([FRAME, SOURCE]);
  });

  it('between words, where the blank is lost', () => {
    expect(unbroken(['  File', '"/srv/shop/views.py",', 'line 117, in report', SOURCE])).toEqual([FRAME, SOURCE]);
    expect(unbroken(['  File "/srv/shop/views.py", line', '117, in report', SOURCE])).toEqual([FRAME, SOURCE]);
  });

  it('within the name, if no line is wider', () => {
    const lines = ['  File "/srv/a.py", line', '1, in f', FRAME.slice(0, -3), FRAME.slice(-3), SOURCE];
    expect(unbroken(lines)).toEqual(['  File "/srv/a.py", line 1, in f', FRAME, SOURCE]);
  });

  it('leaves what a pane has cut, what others printed between, and frames without a name', () => {
    const cut = [
      '  File "/srv/shop/views.py", li',
      SOURCE,
      '  File "/srv/a.py", line 1',
      '    if x in y',
      'SyntaxError: no',
    ];
    expect(unbroken(cut)).toEqual(cut);
    const between = [FRAME, 'Menu', SOURCE, '  File "/srv/shop/very/deep/in/the/tree.py", line 1, in f'];
    expect(unbroken(between)).toEqual(between);
  });
});
