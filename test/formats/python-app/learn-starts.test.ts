import { describe, expect, it } from 'vitest';
import { pythonApp } from '../../../src/formats/python-app/format.ts';
import type { RequestEvent } from '../../../src/model/event.ts';
import { wallMicros } from '../../../src/model/time.ts';
import { simulatedLog, simulatedRequests, type Wording } from './simulated-log.ts';
import { plain } from './wordings.ts';

const wording: Wording = {
  head: plain,
  start: ({ path, hex }) => `asked ${path} request_id=${hex}`,
  end: ({ path, hex }) => `asked ${path} request_id=${hex} ok`,
  between: [({ path, hex }) => `user 17 logged in for ${path} request_id=${hex}`],
};

const requests = simulatedRequests(5).map((request) => ({ ...request, tookMs: request.tookMs * 2 }));
const BEGAN = Date.UTC(2026, 10, 23, 9, 45, 3);

interface Told {
  readonly hasId?: boolean;
  readonly hasDuration?: boolean;
  /** By how much the clock of whoever writes it is ahead. */
  readonly aheadMs?: number;
}

/** What an access log tells of those that ended: in whole seconds, each as its request ended. */
const access = ({ hasId = true, hasDuration = true, aheadMs = 0 }: Told = {}): readonly RequestEvent[] =>
  requests
    .filter(({ isFinished }) => isFinished)
    .map((request, line) => {
      const { hex, path, method, pid, startedAt, tookMs, status } = request;
      const ended = Math.floor((BEGAN + startedAt + tookMs + aheadMs) / 1_000) * 1_000_000;
      const target = hasId ? `${path}?job=${hex}` : path;
      return {
        ...{ kind: 'request', edge: 'whole', origin: { source: 0, line, byteOffset: 0 }, pid },
        ...{
          stamp: { wall: wallMicros(ended), offsetMin: 0, precision: 's' },
          text: `"${method} ${target}" ${status}`,
        },
        facts: { id: undefined, method, target, status, durationUs: hasDuration ? tookMs * 1_000 : undefined },
      };
    });

const lines = (is: (line: string) => boolean): readonly string[] => simulatedLog(wording, requests).filter(is);
const isEnd = (line: string): boolean => line.endsWith(' ok');
const isBetween = (line: string): boolean => line.includes('logged in');

const phrasesIn = (said: readonly string[], whole: readonly RequestEvent[]) => {
  const layout = pythonApp.learn({ lines: said, workerPids: new Set(), stated: [] })?.layout;
  if (!layout) throw new Error('not claimed');
  const [learnt] = pythonApp.learnTogether?.([{ lines: said, layout: { ...layout, phrases: [] } }], whole) ?? [];
  return learnt?.phrases.map(({ edge, template }) => `${edge}: ${template}`);
};

const START = 'start: asked {target} request_id={id}';

describe('an application that tells only how requests start, beside an access log that tells how they end', () => {
  const starts = lines((line) => !isEnd(line) && !isBetween(line));

  it('is understood by their ids, however far the clocks are apart', () => {
    expect(phrasesIn(starts, access())).toEqual([START]);
    expect(phrasesIn(starts, access({ aheadMs: 19_804_000 }))).toEqual([START]);
  });

  it('is by worker, path and duration, where the access log tells no id', () => {
    expect(phrasesIn(starts, access({ hasId: false }))).toEqual([START]);
  });

  it('is by what comes first of what it tells of each', () => {
    expect(
      phrasesIn(
        lines((line) => !isEnd(line)),
        access(),
      ),
    ).toEqual([START]);
  });

  it('is not where nothing tells that these are starts', () => {
    expect(phrasesIn(starts, access({ hasDuration: false }))).toEqual([]);
    expect(phrasesIn(starts, access({ hasId: false, hasDuration: false }))).toEqual([]);
  });

  it('is where the words tell that these are starts', () => {
    const worded = starts.map((line) => line.replace('asked', 'Started'));
    expect(phrasesIn(worded, access({ hasDuration: false }))).toEqual([START.replace('asked', 'Started')]);
  });

  it('is not without an access log, nor by one of other requests', () => {
    expect(phrasesIn(starts, [])).toEqual([]);
    const others = access().map((event) => ({ ...event, pid: 99, text: event.text.replaceAll(/[0-9a-f]{10}/g, 'x') }));
    expect(phrasesIn(starts, others)).toEqual([]);
  });
});

describe('an application that tells only how requests end', () => {
  it.each([{ hasId: true }, { hasId: false }])('is not taken for one that tells starts: $hasId', (told) => {
    expect(phrasesIn(lines(isEnd), access(told))).toEqual([]);
  });
});
