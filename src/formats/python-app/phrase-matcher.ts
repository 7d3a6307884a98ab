import { digits, digitsEnd } from '../../lib/digits.ts';
import type { Phrase } from '../../model/layout.ts';
import { NOT_STATED } from '../format.ts';
import { isBlank } from './blank.ts';
import { literalReader, wordReader, type ReadBytes } from './byte-steps.ts';
import { parseTemplate, type Part } from './template.ts';

/** Scratch: what a phrase tells. Byte ranges are empty (0, 0) where it tells nothing. */
export interface PhraseFacts {
  edge: 'start' | 'end';
  idFrom: number;
  idTo: number;
  methodFrom: number;
  methodTo: number;
  targetFrom: number;
  targetTo: number;
  /** -1: none. */
  status: number;
  /** NaN: none. */
  durationUs: number;
  /** NOT_STATED: none. */
  pid: number;
}

/** The phrases of one layout, ready to read. */
interface PhraseMatcher {
  /** True if method and target stand side by side in all phrases, so that both together tell requests apart. */
  readonly keyHasMethod: boolean;
  /** True if the line bytes[from, to) is one of the phrases, from its first byte to its last. Allocates nothing. */
  match(bytes: Uint8Array, from: number, to: number, into: PhraseFacts): boolean;
}

type Step = (bytes: Uint8Array, at: number, to: number, into: PhraseFacts) => number;

const DOT = 0x2e;
const COMMA = 0x2c;
const SLASH = 0x2f;
const UPPER_A = 0x41;
const UPPER_Z = 0x5a;

/** More digits than any duration has, fewer than a number holds exactly. */
const MAX_DIGITS = 15;
const STATUS_DIGITS = 3;
/** Linux' own limit: a pid has at most seven digits. */
const MAX_PID_DIGITS = 7;
const ADDRESSES: readonly ReadBytes[] = [literalReader('http://'), literalReader('https://')];
const US_PER: Readonly<Record<string, number>> = { us: 1, ms: 1_000, s: 1_000_000 };

/** A scratch for `match`. */
export const newPhraseFacts = (): PhraseFacts => ({
  edge: 'start',
  ...{ idFrom: 0, idTo: 0, methodFrom: 0, methodTo: 0, targetFrom: 0, targetTo: 0 },
  status: -1,
  durationUs: Number.NaN,
  pid: NOT_STATED,
});

/** Compiles phrases; where several fit a line, the first does. */
export const compilePhrases = (phrases: readonly Phrase[]): PhraseMatcher => {
  const groups = groupsOf(phrases).map(edgeReader);
  return {
    keyHasMethod: phrases.every(({ template }) => /\{method\} \{(?:target|path)\}/.test(template)),
    match(bytes, from, to, into) {
      const end = trimmedEnd(bytes, from, to);
      for (const edgeIn of groups) {
        const edge = edgeIn(bytes, from, end, into);
        if (edge === undefined) continue;
        into.edge = edge;
        return true;
      }
      return false;
    },
  };
};

/** Phrases that begin alike: what most messages have in common with all of them is read once. */
interface Alike {
  readonly beginning: string;
  readonly read: Step;
  readonly endings: { readonly edge: Phrase['edge']; readonly read: Step }[];
}

/** `job {id} `. */
const ID_FIRST = /^[^{}]*\{id\}(?=\s)(?!.*\{id\})/;

const groupsOf = (phrases: readonly Phrase[]): readonly Alike[] => {
  const groups: Alike[] = [];
  for (const { edge, template } of phrases) {
    const steps = stepsOf(parseTemplate(template));
    const beginning = ID_FIRST.exec(template)?.[0] ?? '';
    const count = parseTemplate(beginning).length;
    const last = groups.at(-1);
    const ending = { edge: ownWord(edge), read: inTurn(steps.slice(count)) };
    if (beginning !== '' && last?.beginning === beginning) last.endings.push(ending);
    else groups.push({ beginning, read: inTurn(steps.slice(0, count)), endings: [ending] });
  }
  return groups;
};

/** What came from another thread is the same word, but another object: it would be compared letter by letter for each record. */
const ownWord = (edge: Phrase['edge']): Phrase['edge'] => (edge === 'start' ? 'start' : 'end');

/** Reader of the edge that a whole line tells. */
const edgeReader =
  ({ read, endings }: Alike) =>
  (bytes: Uint8Array, from: number, to: number, into: PhraseFacts): Phrase['edge'] | undefined => {
    into.idFrom = into.idTo = 0;
    const at = read(bytes, from, to, into);
    if (at < 0) return undefined;
    for (const ending of endings) {
      clearBehindId(into);
      if (ending.read(bytes, at, to, into) === to) return ending.edge;
    }
    return undefined;
  };

/** All steps one after the other. */
const inTurn =
  (steps: readonly Step[]): Step =>
  (bytes, from, to, into) => {
    let at = from;
    for (const step of steps) {
      at = step(bytes, at, to, into);
      if (at < 0) return -1;
    }
    return at;
  };

const clearBehindId = (into: PhraseFacts): void => {
  into.methodFrom = into.methodTo = 0;
  into.targetFrom = into.targetTo = 0;
  into.status = -1;
  into.durationUs = Number.NaN;
  into.pid = NOT_STATED;
};

const trimmedEnd = (bytes: Uint8Array, from: number, to: number): number => {
  let end = to;
  while (end > from && isBlank(bytes[end - 1])) end--;
  return end;
};

const stepsOf = (parts: readonly Part[]): readonly Step[] =>
  parts.map((part, place) =>
    'literal' in part ? literalReader(part.literal) : fieldStep(part.name, parts[place + 1]),
  );

const fieldStep = (name: string, next: Part | undefined): Step => {
  if (name === 'status') return readStatus;
  if (name === 'method') return readMethod;
  if (name === 'pid') return readPid;
  if (name === 'rest') return (_bytes, _at, to) => to;
  const unit = US_PER[name];
  if (unit !== undefined) return durationStep(unit);
  const word = wordReader(next);
  if (name === 'id') return idStep(word);
  if (name === 'path') return pathStep(word);
  return name === 'target' ? targetStep(word) : word;
};

const idStep =
  (word: ReadBytes): Step =>
  (bytes, at, to, into) => {
    into.idFrom = at;
    into.idTo = word(bytes, at, to);
    return into.idTo;
  };

const targetStep =
  (word: ReadBytes): Step =>
  (bytes, at, to, into) => {
    into.targetFrom = at;
    into.targetTo = word(bytes, at, to);
    return into.targetTo;
  };

/** A path, or an address. */
const pathStep = (word: ReadBytes): Step => {
  const target = targetStep(word);
  return (bytes, at, to, into) =>
    bytes[at] === SLASH || ADDRESSES.some((read) => read(bytes, at, to) >= 0) ? target(bytes, at, to, into) : -1;
};

const readPid: Step = (bytes, at, to, into) => {
  const end = digitsEnd(bytes, at);
  if (end === at || end > to || end - at > MAX_PID_DIGITS) return -1;
  into.pid = digits(bytes, at, end - at);
  return end;
};

const readMethod: Step = (bytes, at, to, into) => {
  let end = at;
  while (end < to && isUpperCase(bytes[end])) end++;
  into.methodFrom = at;
  into.methodTo = end;
  return end > at ? end : -1;
};

const isUpperCase = (byte: number | undefined): boolean => byte !== undefined && byte >= UPPER_A && byte <= UPPER_Z;

const readStatus: Step = (bytes, at, to, into) => {
  if (at + STATUS_DIGITS > to || digitsEnd(bytes, at) !== at + STATUS_DIGITS) return -1;
  into.status = digits(bytes, at, STATUS_DIGITS);
  return at + STATUS_DIGITS;
};

/** `107`, `0.165`, `0,165`. */
const durationStep =
  (unit: number): Step =>
  (bytes, at, to, into) => {
    const end = digitsEnd(bytes, at);
    if (end === at || end > to || end - at > MAX_DIGITS) return -1;
    const whole = digits(bytes, at, end - at);
    const marked = end < to && (bytes[end] === DOT || bytes[end] === COMMA);
    const fractionEnd = marked ? digitsEnd(bytes, end + 1) : end;
    const decimals = marked ? Math.min(fractionEnd - end - 1, MAX_DIGITS) : 0;
    const fraction = decimals > 0 ? digits(bytes, end + 1, decimals) / 10 ** decimals : 0;
    into.durationUs = (whole + fraction) * unit;
    return decimals > 0 ? fractionEnd : end;
  };
