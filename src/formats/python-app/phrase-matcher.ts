import type { Phrase } from '../../model/layout.ts';

const SPACE = 32;
const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const MICROS = { ms: 1_000, s: 1_000_000, us: 1 } as const;

/** Byte ranges of what a phrase read; `to` = 0: it reads no such thing. */
export interface PhraseMatch {
  idFrom: number;
  idTo: number;
  methodFrom: number;
  methodTo: number;
  targetFrom: number;
  targetTo: number;
  statusFrom: number;
  statusTo: number;
  /** Microseconds; NaN: the phrase states none. */
  durationUs: number;
}

export const newPhraseMatch = (): PhraseMatch => ({
  ...{ idFrom: 0, idTo: 0, methodFrom: 0, methodTo: 0, targetFrom: 0, targetTo: 0, statusFrom: 0, statusTo: 0 },
  durationUs: Number.NaN,
});

function clear(match: PhraseMatch): void {
  match.idTo = 0;
  match.methodTo = 0;
  match.targetTo = 0;
  match.statusTo = 0;
  match.durationUs = Number.NaN;
}

/** True if the message at bytes[from, to) is the phrase; fills `match`. Allocates nothing. */
export type MatchPhrase = (bytes: Uint8Array, from: number, to: number, match: PhraseMatch) => boolean;

interface Word {
  readonly before: Uint8Array;
  /** Name of the field; empty for a literal word. */
  readonly field: string;
  readonly after: Uint8Array;
}

const FIELD = /^(?<before>.*?)\{(?<field>id|method|target|status|ms|s|us|word|rest)\}(?<after>.*)$/;

/** Compiles a phrase's template; its words are compared one by one, any white space between them. */
export function compilePhrase({ template }: Phrase): MatchPhrase {
  const words = template.split(' ').map(compileWord);
  return (bytes, from, to, match) => {
    clear(match);
    let at = from;
    for (const word of words) {
      while (at < to && isSpace(bytes[at])) at += 1;
      if (word.field === 'rest') return true;
      const end = wordEnd(bytes, at, to);
      if (!matchWord(word, { bytes, from: at, to: end }, match)) return false;
      at = end;
    }
    return isOnlySpace(bytes, at, to);
  };
}

function compileWord(word: string): Word {
  const encoder = new TextEncoder();
  const { before = word, field = '', after = '' } = FIELD.exec(word)?.groups ?? {};
  return { before: encoder.encode(before), field, after: encoder.encode(after) };
}

const isSpace = (byte: number | undefined): boolean => byte === SPACE || byte === TAB || byte === CARRIAGE_RETURN;

function wordEnd(bytes: Uint8Array, from: number, to: number): number {
  let end = from;
  while (end < to && !isSpace(bytes[end]) && bytes[end] !== LINE_FEED) end += 1;
  return end;
}

function isOnlySpace(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to && bytes[at] !== LINE_FEED; at += 1) if (!isSpace(bytes[at])) return false;
  return true;
}

interface Span {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

function matchWord({ before, field, after }: Word, { bytes, from, to }: Span, match: PhraseMatch): boolean {
  const coreFrom = from + before.length;
  const coreTo = to - after.length;
  if (coreTo < coreFrom || !stands(before, bytes, from) || !stands(after, bytes, coreTo)) return false;
  if (field === '') return coreFrom === coreTo;
  return coreTo > coreFrom && readField(field, { bytes, from: coreFrom, to: coreTo }, match);
}

function stands(word: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let place = 0; place < word.length; place += 1) if (bytes[at + place] !== word[place]) return false;
  return true;
}

function readField(field: string, { bytes, from, to }: Span, match: PhraseMatch): boolean {
  switch (field) {
    case 'id':
      match.idFrom = from;
      match.idTo = to;
      return true;
    case 'method':
      match.methodFrom = from;
      match.methodTo = to;
      return true;
    case 'target':
      match.targetFrom = from;
      match.targetTo = to;
      return true;
    case 'status':
      match.statusFrom = from;
      match.statusTo = to;
      return true;
    case 'ms':
    case 's':
    case 'us':
      match.durationUs = decimal(bytes, from, to) * MICROS[field];
      return !Number.isNaN(match.durationUs);
    default:
      return true;
  }
}

const DOT = 46;

/** The decimal number that bytes[from, to) write; NaN if they write none. */
function decimal(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  let scale = 0;
  for (let at = from; at < to; at += 1) {
    const digit = (bytes[at] ?? 0) - 48;
    if (bytes[at] === DOT && scale === 0) scale = 1;
    else if (digit < 0 || digit > 9) return Number.NaN;
    else {
      value = value * 10 + digit;
      if (scale > 0) scale *= 10;
    }
  }
  return scale > 1 ? value / scale : value;
}
