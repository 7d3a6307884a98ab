import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import type { RequestEvent } from '../model/event.ts';
import type { ActivityRow, RequestSpan, WholeRequest } from '../model/findings.ts';
import type { Origin } from '../model/line.ts';
import type { Failures, Incident } from '../model/report.ts';
import type { Precision, Stamp, WallMicros } from '../model/time.ts';
import { isFacts, readerOf, toJson } from './bodies.ts';
import type { CloseUp } from './case-store.ts';
import { isFailureList } from './failures-shape.ts';
import { isParts } from './report-shape.ts';
import { type Is, isNumber, isText, listOf, maybe, oneOf, shapeOf } from './shape.ts';
import { damaged } from './trouble.ts';

/**
 * Much is said again in every one of thousands of like facts: together and deflated they take a tenth of the room. The quickest level
 * takes half the time of the usual one, and a tenth more room.
 */
const packed = (value: unknown): Buffer => deflateRawSync(toJson(value), { level: constants.Z_BEST_SPEED });

/** Reads back what was packed. Throws UserError E_CASE_DAMAGED if it is anything else. */
const unpackerOf = <T>(what: string, is: Is<T>): ((blob: Uint8Array) => T) => {
  const read = readerOf(what, is);
  return (blob) => read(inflated(what, blob));
};

function inflated(what: string, blob: Uint8Array): string {
  try {
    return inflateRawSync(blob).toString();
  } catch (cause) {
    throw damaged(what, cause);
  }
}

const isWall = (value: unknown): value is WallMicros => isNumber(value);
export const isPrecision: Is<Precision> = oneOf('us', 'ms', 's', 'min');
const isStamp: Is<Stamp> = shapeOf({ wall: isWall, offsetMin: maybe(isNumber), precision: isPrecision });
const isOrigin: Is<Origin> = shapeOf({ source: isNumber, line: isNumber, byteOffset: isNumber });
/** A key that may be absent, which is not the same as one of `undefined`. */
const isHost = (value: unknown): value is string => value === undefined || isText(value);

const isRequest: Is<RequestEvent> = shapeOf({
  ...{ kind: oneOf('request'), origin: isOrigin, stamp: maybe(isStamp), pid: maybe(isNumber), host: isHost },
  ...{ text: isText, edge: oneOf('start', 'end', 'whole'), facts: isFacts },
});
const isSpan: Is<RequestSpan> = shapeOf({ start: maybe(isRequest), end: maybe(isRequest) });
const isWholeRequest: Is<WholeRequest> = shapeOf({ start: isRequest, end: isRequest });
const isActivity: Is<ActivityRow> = shapeOf({
  ...{ source: isNumber, pid: maybe(isNumber), host: isHost, first: isStamp, last: isStamp },
  ...{ firstOrigin: isOrigin, lastOrigin: isOrigin, records: isNumber, started: isNumber, finished: isNumber },
});

export const packSpans = (spans: CloseUp['spans']): Buffer => packed(spans);
export const unpackSpans = unpackerOf('the requests of a close-up', listOf(isSpan));

export const packCrossing = (requests: readonly WholeRequest[]): Buffer => packed(requests);
export const unpackCrossing = unpackerOf('the requests that cross blocks', listOf(isWholeRequest));

export const packActivity = (activity: CloseUp['activity']): Buffer => packed(activity);
export const unpackActivity = unpackerOf('the signs of life of a close-up', listOf(isActivity));

export const packFailures = (list: Failures['list']): Buffer => packed(list);
export const unpackFailures = unpackerOf('the failures', isFailureList);

/** What is long of an incident and only read back with it. */
export type IncidentParts = Pick<Incident, 'requests' | 'traceback' | 'events' | 'diagnoses'>;

export const packParts = ({ requests, traceback, events, diagnoses }: IncidentParts): Buffer =>
  packed({ requests, traceback, events, diagnoses });
export const unpackParts = unpackerOf('the requests of an incident', isParts);
