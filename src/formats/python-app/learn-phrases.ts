import type { Phrase } from '../../model/layout.ts';
import { countOf, type Marker, type Trial, tryPairing } from './pairing-trial.ts';
import { endTemplate, startTemplate } from './phrase-templates.ts';
import { keyAt, type Shape, shapesOf, slotsOf } from './sample-messages.ts';
import type { SampleRecord } from './sample-records.ts';

/** False phrases are worse than none: fewer pairs than this may be chance. */
const MIN_PAIRS = 3;
/** A log that begins in the middle has ends without starts, but not many. */
const MAX_ORPHANS = 0.25;
/** Kills and the log's end leave starts without ends. */
const MAX_LEFT = 0.5;
/** Ids differ; a number that hardly does is a status, a size or a count. */
const MIN_DISTINCT = 0.4;

const START_WORDS =
  /\b(?:start\w*|begin\w*|began|receiv\w*|request|accept\w*|enter\w*|incoming|open\w*|handling|processing|in|anfrage)\b|->|→|>>/i;
const END_WORDS =
  /\b(?:finish\w*|end\w*|done|complet\w*|respons\w*|respond\w*|took|after|served|handled|sent|ok|out|antwort|fertig)\b|<-|←|<</i;

interface Candidate {
  readonly start: Marker;
  readonly end: Marker;
  readonly score: number;
}

/** The phrases by which these records start and end requests, whatever the words; none if nothing pairs up. */
export function learnPhrases(records: readonly SampleRecord[]): readonly Phrase[] {
  const shapes = shapesOf(records);
  const markers = shapes.flatMap((shape) => slotsOf(shape).map((slot) => ({ shape, slot })));
  const [best] = candidatesOf(markers).sort((a, b) => b.score - a.score);
  if (!best) return [];
  const { starts, ends } = extend([best.start], [best.end], markers);
  return [
    ...starts.map((marker): Phrase => ({ edge: 'start', template: startTemplate(marker) })),
    ...ends.map((marker): Phrase => ({ edge: 'end', template: endTemplate(marker) })),
  ];
}

function candidatesOf(markers: readonly Marker[]): Candidate[] {
  const keys = new Map(markers.map((marker) => [marker, keysOf(marker)]));
  return markers.flatMap((start) =>
    markers.flatMap((end) => {
      if (start.shape === end.shape || !isSameKind(start, end)) return [];
      if (!overlap(keys.get(start), keys.get(end))) return [];
      const score = scoreOf(start, end);
      return score > 0 ? [{ start, end, score }] : [];
    }),
  );
}

const isSameKind = (a: Marker, b: Marker): boolean => (a.slot === 'asked') === (b.slot === 'asked');

const keysOf = ({ shape, slot }: Marker): ReadonlySet<string> =>
  new Set(shape.messages.flatMap((message) => keyAt(message, slot) ?? []));

/** Cheap refusal of most pairs: half of the ends' keys must occur among the starts'. */
function overlap(starts: ReadonlySet<string> | undefined, ends: ReadonlySet<string> | undefined): boolean {
  if (!starts || !ends) return false;
  let shared = 0;
  for (const key of ends) if (starts.has(key)) shared += 1;
  return shared >= ends.size / 2;
}

/** How well two markers pair; 0 if they do not. */
function scoreOf(start: Marker, end: Marker): number {
  const trial = tryPairing([start], [end]);
  if (!holds(trial, start, end)) return 0;
  if (start.slot !== 'asked' && keysOf(start).size < countOf(start) * MIN_DISTINCT) return 0;
  const lean = leanOf(end.shape) - leanOf(start.shape);
  // What is asked for comes again and again, so that order alone does not tell starts from ends.
  if (start.slot === 'asked' && lean <= 0) return 0;
  const isOutermost = start.shape.words.some(({ kind }) => kind === 'target') ? 2 : 1;
  const byId = start.slot === 'asked' ? 1 : 1.5;
  return trial.paired * (1 - trial.orphans / countOf(end)) * isOutermost * byId * (lean > 0 ? 1.2 : 1);
}

const holds = ({ paired, orphans, left }: Trial, start: Marker, end: Marker): boolean =>
  paired >= MIN_PAIRS && orphans <= countOf(end) * MAX_ORPHANS && left <= Math.max(2, countOf(start) * MAX_LEFT);

/** Whether a shape leans to an end (above 0) or a start: results and durations come at the end. */
function leanOf({ words, text }: Shape): number {
  const results = words.filter(({ kind }) => kind === 'decimal' || kind === 'duration' || kind === 'number').length;
  return results + (END_WORDS.test(text) ? 1 : 0) - (START_WORDS.test(text) ? 1 : 0);
}

interface Learnt {
  readonly starts: readonly Marker[];
  readonly ends: readonly Marker[];
}

/** Other ways in which the same log starts and ends requests: each must pair what was left or orphaned, and spoil nothing. */
function extend(starts: readonly Marker[], ends: readonly Marker[], markers: readonly Marker[]): Learnt {
  const taken = new Set([...starts, ...ends].map(({ shape }) => shape));
  const before = tryPairing(starts, ends);
  for (const marker of markers) {
    if (taken.has(marker.shape) || !starts[0] || !isSameKind(marker, starts[0])) continue;
    if (improves(before, tryPairing(starts, [...ends, marker]), marker))
      return extend(starts, [...ends, marker], markers);
    if (improves(before, tryPairing([...starts, marker], ends), marker))
      return extend([...starts, marker], ends, markers);
  }
  return { starts, ends };
}

/** Nearly every one of the added marker's messages makes a pair that was none before. */
const improves = (before: Trial, after: Trial, added: Marker): boolean =>
  after.paired - before.paired >= Math.max(2, countOf(added) * 0.8) &&
  after.orphans <= before.orphans + countOf(added) * 0.1;
