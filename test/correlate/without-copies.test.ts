import { describe, expect, it } from 'vitest';
import type { LogEvent } from '../../src/model/event.ts';
import { withoutCopies } from '../../src/correlate/without-copies.ts';
import { aborted, booting, edge, factsWith, started, timedOut, told } from './told.ts';

const boots = told([0, 1, started], [1, 7, booting(7)], [40, 1, timedOut(7)]);
/** As two handlers write them: each record, and then its copy on the lines below. */
const twice = <E extends LogEvent>(events: readonly E[]): readonly E[] =>
  events.flatMap((event) => [event, { ...event, origin: { ...event.origin, line: event.origin.line + 100 } }]);

describe('withoutCopies', () => {
  it('keeps one of each record of a source that two handlers write, and counts the others', () => {
    const { lifecycle, copies } = withoutCopies(factsWith({ lifecycle: twice(boots) }));
    expect(lifecycle).toEqual(boots);
    expect(copies).toEqual(new Map([[1, 3]]));
  });

  it('keeps what happened twice where the rest stands once', () => {
    const facts = factsWith({ lifecycle: [...boots, ...told([41, 1, timedOut(7)])] });
    expect(withoutCopies(facts)).toBe(facts);
  });

  it('believes in two handlers where one record in five stands once', () => {
    const records = told(
      [0, 1, started],
      [1, 7, booting(7)],
      [2, 8, booting(8)],
      [40, 1, timedOut(7)],
      [50, 1, timedOut(8)],
    );
    const facts = factsWith({ lifecycle: [...twice(records.slice(0, 4)), ...records.slice(4)] });
    expect(withoutCopies(facts).lifecycle).toEqual(records);
  });

  it('keeps all that a record tells, though it tells it in two of its lines', () => {
    const lost = told([40, 1, { what: 'unnamed-end', how: 'ended', name: undefined, signal: 9, code: undefined }]);
    const [first = [], copies = []] = [lost, twice(lost).slice(1)].map((record) => [...record, ...record]);
    const { lifecycle } = withoutCopies(factsWith({ lifecycle: [...first, ...copies] }));
    expect(lifecycle).toEqual(first);
  });

  it('judges each source by itself', () => {
    const facts = factsWith({ lifecycle: twice(boots), exceptions: [aborted(7, 40), aborted(8, 50)] });
    expect(withoutCopies(facts).exceptions).toHaveLength(2);
  });

  it('lets a start that stands twice be open once', () => {
    const open = edge('start', { at: 20, pid: 7, line: 3, id: 'a' });
    expect(withoutCopies(factsWith({ edges: twice([open]) })).edges).toEqual([open]);
  });
});
