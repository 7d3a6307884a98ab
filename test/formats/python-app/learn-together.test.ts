import { describe, expect, it } from 'vitest';
import { pythonApp } from '../../../src/formats/python-app/format.ts';
import { simulatedLog, simulatedRequests, type Wording } from './simulated-log.ts';
import { plain } from './wordings.ts';

const wording: Wording = {
  head: plain,
  start: ({ number, path }) => `received ${String(number)} ${path}`,
  end: ({ number, status, tookMs }) => `answered ${String(number)} ${String(status)} after ${String(tookMs)} ms`,
};

const learnt = (lines: readonly string[]) => {
  const layout = pythonApp.learn({ lines, workerPids: new Set(), stated: [] })?.layout;
  if (!layout) throw new Error('not claimed');
  return { lines, layout };
};

describe('logs of which one tells starts and the other ends', () => {
  const all = simulatedLog(wording, simulatedRequests(11));
  const starts = learnt(all.filter((line) => line.includes('received')));
  const ends = learnt(all.filter((line) => line.includes('answered')));

  it('tell no request each by itself', () => {
    expect([starts, ends].map(({ layout }) => layout.phrases)).toEqual([[], []]);
  });

  it('are understood by each other', () => {
    const together = pythonApp.learnTogether?.([ends, starts], []) ?? [];
    const said = together.flatMap(({ phrases }) => phrases.map(({ edge, template }) => `${edge}: ${template}`));
    expect(said.map((each) => each.replace(/(?<=: )\w+ /, ''))).toEqual([
      'end: {id} {status} after {ms} ms',
      'start: {id} {target}',
    ]);
  });

  it('are not, where they speak of different requests', () => {
    const others = simulatedLog(wording, simulatedRequests(3)).map((line) => line.replace(/ 1(\d{6})/, ' 9$1'));
    const unlike = learnt(others.filter((line) => line.includes('answered')));
    expect(pythonApp.learnTogether?.([unlike, starts], []).map(({ phrases }) => phrases)).toEqual([[], []]);
  });
});
