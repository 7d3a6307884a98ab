import { MICROS_PER_SECOND, wallMicros, type WallMicros } from '../../model/time.ts';
import { NOT_STATED } from '../format.ts';
import { newWallTime, type WallTime } from '../wall-time.ts';
import { afterOwnStamp, afterSharedStamp, NO_STAMP, readStartTime } from './head.ts';
import { messageKind } from './messages.ts';
import { newRequestLine, readRequestLine, type RequestLine } from './request-line.ts';

const SPACE = 0x20;

/** Scratch: what one line is; one object a reader, reused. After `false` its content means nothing. */
export interface LineHead {
  readonly time: WallTime;
  readonly request: RequestLine;
  /** `step`, `chatter`: a message of uWSGI's own; `other`: any text under uWSGI's own stamp. */
  kind: 'request' | 'step' | 'chatter' | 'other';
  /** Offset of the first byte after the stamp. */
  message: number;
  /** A request's end, or when the message was written; NaN: not stated. */
  wall: WallMicros;
  offsetMin: number;
  precisionUs: number;
}

export const newLineHead = (): LineHead => ({
  ...{ time: newWallTime(), request: newRequestLine(), kind: 'other', message: 0 },
  ...{ wall: wallMicros(Number.NaN), offsetMin: NOT_STATED, precisionUs: MICROS_PER_SECOND },
});

/** Reads the line bytes[from, to); false if it is none of uWSGI's. Allocates nothing, never throws. */
export const readLine = (bytes: Uint8Array, from: number, to: number, into: LineHead): boolean => {
  const own = afterOwnStamp(bytes, from, into.time);
  const stamped = own === NO_STAMP ? afterSharedStamp(bytes, from, into.time) : own;
  into.message = stamped === NO_STAMP ? afterBlanks(bytes, from, to) : stamped;
  if (readRequestLine(bytes, into.message, to, into.request)) into.kind = 'request';
  else {
    const kind = messageKind(bytes, into.message);
    if (kind === 'none' && own === NO_STAMP) return false;
    into.kind = kind === 'none' ? 'other' : kind;
  }
  takeTime(into, stamped !== NO_STAMP || (into.kind === 'step' && readStartTime(bytes, from, to, into.time)));
  return true;
};

/** Pages that quote a log indent some of its lines. */
const afterBlanks = (bytes: Uint8Array, from: number, to: number): number => {
  let at = from;
  while (at < to && bytes[at] === SPACE) at++;
  return at;
};

const takeTime = (into: LineHead, isStamped: boolean): void => {
  const isTimed = isStamped || into.kind === 'request';
  into.wall = isTimed ? timeOf(into, isStamped) : wallMicros(Number.NaN);
  into.offsetMin = isStamped ? into.time.offsetMin : NOT_STATED;
  into.precisionUs = isStamped ? into.time.precisionUs : MICROS_PER_SECOND;
};

/** A stamp is of the moment when the line was written; the bracket within a request line is of the request's start. */
const timeOf = ({ time, request }: LineHead, isStamped: boolean): WallMicros =>
  isStamped ? time.wall : wallMicros(request.start.wall + request.durationUs);
