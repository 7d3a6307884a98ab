import { expect, it } from 'vitest';
import { typeset } from '../../src/envelopes/typeset/envelope.ts';

const read = (lines: readonly string[]) => {
  const layout = typeset.learn({ lines, year: 2026 });
  return layout === undefined ? undefined : lines.map((line) => typeset.open(layout)(line)?.text ?? line);
};

it("reads frames in a page's source, whatever stands above them", () => {
  expect(read(['<pre>', '  File &quot;/srv/shop.py&quot;, line 3, in &lt;module&gt;'])).toEqual([
    '<pre>',
    '  File "/srv/shop.py", line 3, in <module>',
  ]);
  expect(read(['GET /search?a=1&amp;b=2'])).toBeUndefined();
});

it('reads blanks of which only some do not break', () => {
  expect(read(['\u00A0 File "/srv/shop.py", line 3, in f'])).toEqual(['  File "/srv/shop.py", line 3, in f']);
  expect(read(['1|shop | \u00A0File "/srv/shop.py", line 3, in f'])).toEqual([
    '1|shop |  File "/srv/shop.py", line 3, in f',
  ]);
});
