import { describe, expect, it } from 'vitest';
import { alignClocks } from '../../../src/correlate/clocks/align-clocks.ts';
import type { RequestEvent } from '../../../src/model/event.ts';
import { booting, edge, factsWith, killed, source, spoke, started, told } from '../told.ts';

const HOUR = 3_600;
const sources = [source(1, 'output.log')];

/** A server that states +00:00 in lines 10, 20, 30 of a file, and an application that states nothing between them, ahead by so much. */
function clockWith(aheadS: number, lines = [11, 12, 21, 22]) {
  const words = told([100, 1, started], [110, 1, killed(10)], [120, 1, booting(12)]).map((event, at) => ({
    ...event,
    origin: { ...event.origin, line: 10 * (at + 1) },
  }));
  const edges = lines.map((line): RequestEvent => {
    const start = edge('start', { at: 90 + line + aheadS, line, target: '/' });
    return { ...start, origin: { ...start.origin, source: 1 } };
  });
  const activity = [spoke(1, 100, 120, 1, 0), spoke(10, 101 + aheadS, 112 + aheadS, 1)];
  const facts = { ...factsWith({ lifecycle: words, edges }), sources, activity };
  return alignClocks(facts, { proxies: new Set(), starts: new Set() })[0];
}

describe('an application and a server that write to one file', () => {
  it('have each their own zone where the order of their lines shows it', () => {
    expect(clockWith(5 * HOUR)).toMatchObject({ offsetUs: 5 * HOUR * 1e6, zoneFrom: 'inferred', anchors: 4 });
  });

  it('share the one that is stated where that fits, or where what does not fit is no zone', () => {
    expect(clockWith(0)).toMatchObject({ offsetUs: 0, zoneFrom: 'stated' });
    expect(clockWith(200)).toMatchObject({ offsetUs: 0, zoneFrom: 'stated' });
  });

  it('share it where only a few lines stand between two that state theirs', () => {
    expect(clockWith(5 * HOUR, [11, 31, 32, 33])).toMatchObject({ offsetUs: 0, zoneFrom: 'stated' });
  });
});
