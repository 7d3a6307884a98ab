import { digitsEnd } from '../../lib/digits.ts';
import { wallMicros, type WallMicros } from '../../model/time.ts';
import { NOT_STATED } from '../format.ts';
import {
  newWallTime,
  readClfTime,
  readCtime,
  readDashedMonthTime,
  readEpochTime,
  readIsoTime,
  readSlashTime,
  type ReadTime,
  syslogTimeOf,
  type WallTime,
  YEAR_NOT_STATED,
} from '../wall-time.ts';

/** Scratch that a match fills: what the head states, and where the message begins. */
export interface HeadMatch {
  wall: WallMicros;
  offsetMin: number;
  precisionUs: number;
  pid: number;
  messageAt: number;
  /** First letter of the level word as a capital; 0 where the head has none. */
  level: number;
  /** The id column; `idTo` = 0: there is none. */
  idFrom: number;
  idTo: number;
}

export const newHeadMatch = (): HeadMatch => ({
  ...{ wall: wallMicros(Number.NaN), offsetMin: NOT_STATED, precisionUs: 1, pid: NOT_STATED },
  ...{ messageAt: 0, level: 0, idFrom: 0, idTo: 0 },
});

/** Matches a head at `from` in a record that ends at `to`; allocates nothing. */
export type MatchHead = (bytes: Uint8Array, from: number, to: number, match: HeadMatch) => boolean;

const FIELD = /\{(time|pid|level|logger|word|id|message)\}/g;
const SPACE = 32;
const LINE_FEED = 10;

/** Moves over one piece of a head; -1 where it does not stand. */
type Step = (bytes: Uint8Array, at: number, to: number, match: HeadMatch) => number;

/**
 * Compiles a head template such as `{time} [{pid}] [{level}] {logger}: {message}`. A space stands for one or more (levels are
 * padded); a line feed for the line end, so that the message may stand on the next line.
 */
export function compileHead(template: string): MatchHead {
  const steps = stepsOf(template);
  return (bytes, from, to, match) => {
    match.level = 0;
    match.idTo = 0;
    let at = from;
    for (const step of steps) {
      at = step(bytes, at, to, match);
      if (at < 0) return false;
    }
    match.messageAt = at;
    return true;
  };
}

function stepsOf(template: string): readonly Step[] {
  const steps: Step[] = [];
  let literalFrom = 0;
  for (const { 0: field, 1: name = '', index } of template.matchAll(FIELD)) {
    steps.push(...literalSteps(template.slice(literalFrom, index)));
    literalFrom = index + field.length;
    steps.push(fieldStep(name, template.charCodeAt(literalFrom)));
  }
  return steps;
}

function literalSteps(literal: string): readonly Step[] {
  return Array.from(new TextEncoder().encode(literal), (byte): Step => {
    if (byte === SPACE) return skipSpaces;
    return (bytes, at, to) => (at < to && bytes[at] === byte ? at + 1 : -1);
  });
}

const skipSpaces: Step = (bytes, at, to) => {
  let end = at;
  while (end < to && bytes[end] === SPACE) end += 1;
  return end > at ? end : -1;
};

/** `next` is the byte that ends the field in the template; NaN at its end. */
function fieldStep(name: string, next: number): Step {
  switch (name) {
    case 'time':
      return timeStep();
    case 'pid':
      return pidStep;
    case 'level':
      return levelStep;
    case 'id':
      return idStep(next);
    case 'message':
      return (_bytes, at) => at;
    default:
      return (bytes, at, to) => wordEnd(bytes, at, to, next);
  }
}

/** All ways of writing time that are known, the likeliest first. */
export const TIMES: readonly ReadTime[] = [
  readIsoTime,
  readSlashTime,
  readClfTime,
  readDashedMonthTime,
  readCtime,
  syslogTimeOf(YEAR_NOT_STATED),
  readEpochTime,
];

/** A log keeps to one way of writing time: the way that fitted last is tried first. */
function timeStep(): Step {
  const into: WallTime = newWallTime();
  let likely: ReadTime = readIsoTime;
  return (bytes, at, _to, match) => {
    if (!likely(bytes, at, into)) {
      const other = TIMES.find((read) => read(bytes, at, into));
      if (!other) return -1;
      likely = other;
    }
    match.wall = into.wall;
    match.offsetMin = into.offsetMin;
    match.precisionUs = into.precisionUs;
    return into.end;
  };
}

const MAX_PID_DIGITS = 10;

const pidStep: Step = (bytes, at, _to, match) => {
  const end = digitsEnd(bytes, at);
  if (end === at || end - at > MAX_PID_DIGITS) return -1;
  let pid = 0;
  for (let place = at; place < end; place += 1) pid = pid * 10 + (bytes[place] ?? 0) - 48;
  match.pid = pid;
  return end;
};

const levelStep: Step = (bytes, at, to, match) => {
  let end = at;
  while (end < to && isLetter(bytes[end])) end += 1;
  match.level = (bytes[at] ?? 0) & ~SPACE;
  return end > at ? end : -1;
};

/** ASCII letters; clearing the fifth bit makes them capitals. */
const isLetter = (byte: number | undefined): boolean =>
  byte !== undefined && (byte & ~SPACE) >= 65 && (byte & ~SPACE) <= 90;

const idStep =
  (next: number): Step =>
  (bytes, at, to, match) => {
    const end = wordEnd(bytes, at, to, next);
    if (end < 0) return -1;
    match.idFrom = at;
    match.idTo = end;
    return end;
  };

/** A word ends where its template goes on, at the latest at the line's end; -1 if it is empty. */
function wordEnd(bytes: Uint8Array, at: number, to: number, next: number): number {
  let end = at;
  while (end < to && bytes[end] !== next && bytes[end] !== LINE_FEED && (bytes[end] !== SPACE || next === CLOSING))
    end += 1;
  return end > at ? end : -1;
}

/** Inside brackets a word may hold spaces: thread names do. */
const CLOSING = 93;

/** True for ERROR, CRITICAL, FATAL, EXCEPTION: what a level word begins with. */
export const isGrave = (level: number): boolean => level === 69 || level === 67 || level === 70;
