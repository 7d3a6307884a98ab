import { expect, it } from 'vitest';
import { gluedRecords } from '../../src/envelopes/glued-records/envelope.ts';

const app = (at: number, said: string): string => `2026-11-23 08:02:3${String(at)},123 INFO [10] app: ${said}`;
const timed = (at: number, said: string): string => `[2026-11-23T08:02:3${String(at)}.123Z] shop.views error: ${said}`;

/** What becomes of the last line of a log. */
function splitLast(...lines: readonly string[]): readonly string[] | undefined {
  const layout = gluedRecords.learn({ lines, year: 2026 });
  return layout === undefined
    ? undefined
    : gluedRecords
        .open(layout)(lines.at(-1) ?? '')
        ?.text.split('\n');
}

it.each([
  ['level first', app],
  ['a name before the level', timed],
])("splits two records at the head with which the source's own lines begin: %s", (_, head) => {
  const glued = [head(3, 'request started id=r1'), head(4, 'request finished id=r2')];
  expect(splitLast(head(0, 'a'), head(1, 'b'), head(2, 'c'), glued.join(''))).toEqual(glued);
});

it.each([
  ['a quoted record', app(3, `said "${app(2, 'x')}"`)],
  ['a record behind a name for it', app(3, `line=${app(2, 'x')}`)],
  ['one behind a blank', app(3, `again: ${app(2, 'x')}`)],
  ['one behind an escaped line end', app(3, `a\\n${app(2, 'x')}`)],
  ['the time alone', app(3, 'id=r2026-11-23 08:02:30,123 was late')],
])('leaves %s where it stands', (_, line) => {
  expect(splitLast(app(0, 'a'), app(1, 'b'), app(2, 'c'), line)).toBeUndefined();
});

it('knows no head that not several lines begin with', () => {
  expect(splitLast('a', 'b', app(1, `id=r1${app(2, 'x')}`))).toBeUndefined();
});
