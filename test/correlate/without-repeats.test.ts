import { describe, expect, it } from 'vitest';
import { withoutRepeats } from '../../src/correlate/without-repeats.ts';
import { edge, factsWith } from './told.ts';

describe('withoutRepeats', () => {
  it('counts a start once that was shipped twice', () => {
    const [first, again] = [edge('start', { at: 20, line: 3, id: 'a' }), edge('start', { at: 20, line: 90, id: 'a' })];
    expect(withoutRepeats(factsWith({ edges: [first, again] })).edges).toEqual([first]);
  });

  it('counts it once where another copy of it has ended', () => {
    const [start, end] = [edge('start', { at: 20, line: 3, id: 'a' }), edge('end', { at: 22, line: 9, id: 'a' })];
    const again = edge('start', { at: 20, line: 4, id: 'a' });
    expect(withoutRepeats(factsWith({ spans: [{ start, end }], edges: [again] })).edges).toEqual([]);
  });

  it('takes requests without ids for two, unless one line repeats the other', () => {
    const starts = [3, 9, 10].map((line) => edge('start', { at: 20, line, target: '/feed' }));
    expect(withoutRepeats(factsWith({ edges: starts })).edges).toEqual(starts.slice(0, 2));
  });

  it('keeps a request that the same id asks for again', () => {
    const starts = [20, 21].map((at, line) => edge('start', { at, line, id: 'a' }));
    const told = starts.map((one, place) => ({ ...one, text: `${one.text} at ${String(place)}` }));
    const facts = factsWith({ edges: told });
    expect(withoutRepeats(facts)).toBe(facts);
  });
});
