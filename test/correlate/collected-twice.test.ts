import { describe, expect, it } from 'vitest';
import type { LifecycleEvent } from '../../src/model/event.ts';
import { collectedTwice, copyWarnings } from '../../src/correlate/collected-twice.ts';
import { booting, edge, factsWith, started, timedOut, told } from './told.ts';

const night = told([0, 1, started], [1, 7, booting(7)], [2, 8, booting(8)], [40, 1, timedOut(7)], [41, 9, booting(9)]);
const inSource = (events: readonly LifecycleEvent[], source: number): readonly LifecycleEvent[] =>
  events.map((event) => ({ ...event, origin: { ...event.origin, source }, text: `web-1  | ${event.text}` }));

const saidIn = (events: readonly LifecycleEvent[]): readonly string[] =>
  events.map(({ stamp, step }) => `${String(stamp?.wall)} ${step.what}`).sort();

describe('collectedTwice', () => {
  it('counts once what two logs hold', () => {
    const facts = collectedTwice(factsWith({ lifecycle: [...night, ...inSource(night, 2)] }));
    expect(facts.lifecycle).toEqual(night);
    expect(facts.twice).toEqual(new Map([[2, [1]]]));
    expect(copyWarnings(facts)).toMatchObject([{ cause: expect.stringContaining('each counts once') as string }]);
  });

  it('keeps what only the copy holds', () => {
    const later = inSource(told([90, 1, timedOut(8)]), 2);
    const { lifecycle } = collectedTwice(
      factsWith({ lifecycle: [...night, ...inSource(night.slice(1), 2), ...later] }),
    );
    expect(saidIn(lifecycle)).toEqual(saidIn([...night, ...later]));
  });

  it('takes replicas that start together for two', () => {
    const boots = night.slice(0, 3);
    const facts = factsWith({ lifecycle: [...night, ...inSource(boots, 2)] });
    expect(collectedTwice(facts)).toBe(facts);
  });

  it('takes logs that share the smaller part for two', () => {
    const others = told([10, 1, timedOut(8)], [11, 10, booting(10)], [50, 1, timedOut(10)], [51, 11, booting(11)]);
    const facts = factsWith({ lifecycle: [...night, ...inSource([...night.slice(0, 3), ...others], 2)] });
    expect(collectedTwice(facts)).toBe(facts);
  });

  it('counts each edge of a request once', () => {
    const open = [1, 2, 3, 4].map((line) => edge('start', { at: 20 + line, pid: 7, line, id: `a${String(line)}` }));
    const copies = open.slice(1).map((event) => ({ ...event, origin: { ...event.origin, source: 3 } }));
    expect(collectedTwice(factsWith({ edges: [...open, ...copies] })).edges).toEqual(open);
  });

  it('takes the lines of a proxy and of its server for two, though they tell the same', () => {
    const lines = [1, 2, 3, 4].map((line) => edge('whole', { at: 20 + line, line, target: '/feed', status: 502 }));
    const proxys = lines.map((event) => ({
      ...event,
      origin: { ...event.origin, source: 3 },
      text: 'GET /feed HTTP/1.1',
    }));
    const facts = factsWith({ requests: [...lines, ...proxys] });
    expect(collectedTwice(facts)).toBe(facts);
  });
});
