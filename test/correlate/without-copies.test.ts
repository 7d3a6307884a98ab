import { describe, expect, it } from 'vitest';
import { withoutCopies } from '../../src/correlate/without-copies.ts';
import { aborted, booting, edge, factsWith, started, timedOut, told } from './told.ts';

const boots = told([0, 1, started], [1, 7, booting(7)], [40, 1, timedOut(7)]);
const twice = <E>(events: readonly E[]): readonly E[] => events.flatMap((event) => [event, event]);

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

  it('judges each source by itself', () => {
    const facts = factsWith({ lifecycle: twice(boots), exceptions: [aborted(7, 40), aborted(8, 50)] });
    expect(withoutCopies(facts).exceptions).toHaveLength(2);
  });

  it('lets a start that stands twice be open once', () => {
    const open = edge('start', { at: 20, pid: 7, line: 3, id: 'a' });
    expect(withoutCopies(factsWith({ edges: twice([open]) })).edges).toEqual([open]);
  });
});
