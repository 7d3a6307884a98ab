import type { AskedTime, AskedWindow } from '../model/asked-window.ts';
import type {
  ExceptionEvent,
  LifecycleEvent,
  LogEvent,
  NoteEvent,
  RequestEvent,
  RequestFacts,
} from '../model/event.ts';
import type { EnvelopeLayout, Layout, Phrase } from '../model/layout.ts';
import type { Report } from '../model/report.ts';
import type { Micros, WallMicros } from '../model/time.ts';
import type { Frame, RaisedException, Traceback } from '../model/traceback.ts';
import { isReport } from './report-shape.ts';
import { type Is, isFlag, isNumber, isText, listOf, maybe, oneOf, shapeOf } from './shape.ts';
import { isStep } from './step-shape.ts';
import { damaged } from './trouble.ts';

type NoteBody = Pick<NoteEvent, 'level' | 'message'>;
type ExceptionBody = Pick<ExceptionEvent, 'traceback' | 'message' | 'requestId'>;
type LifecycleBody = Pick<LifecycleEvent, 'by' | 'step'>;
type RequestBody = Pick<RequestEvent, 'edge' | 'facts'>;

const isFrame = shapeOf<Frame>({ file: isText, line: isNumber, function: isText, code: maybe(isText) });
const isRaised = shapeOf<RaisedException>({
  exception: isText,
  message: isText,
  frames: listOf(isFrame),
  follows: maybe(oneOf('during-handling', 'direct-cause')),
});
const isTraceback: Is<Traceback> = shapeOf({ chain: listOf(isRaised), truncated: isFlag, group: listOf(isRaised) });
export const isFacts: Is<RequestFacts> = shapeOf({
  id: maybe(isText),
  method: maybe(isText),
  target: maybe(isText),
  status: maybe(isNumber),
  durationUs: maybe(isNumber),
  upstreamStatus: maybe(isText),
  upstream: maybe(isText),
  upstreamError: maybe(oneOf('closed', 'reset', 'refused', 'timeout', 'client-left', 'none-left')),
  connection: maybe(isText),
});
const isPhrase: Is<Phrase> = shapeOf({ edge: oneOf('start', 'end'), template: isText });
const isLayout = shapeOf<Layout>({
  ...{ format: isText, head: isText, phrases: listOf(isPhrase) },
  name: (value: unknown): value is string => value === undefined || isText(value),
  speakers: (value: unknown): value is readonly string[] => value === undefined || listOf(isText)(value),
});

const isEnvelope: Is<EnvelopeLayout> = shapeOf({ envelope: isText, head: isText });

const isNoteBody: Is<NoteBody> = shapeOf({
  level: maybe(oneOf('debug', 'info', 'warning', 'error', 'critical')),
  message: isText,
});
const isExceptionBody: Is<ExceptionBody> = shapeOf({
  traceback: isTraceback,
  message: isText,
  requestId: maybe(isText),
});
const isRequestBody: Is<RequestBody> = shapeOf({ edge: oneOf('start', 'end', 'whole'), facts: isFacts });

/** Reads back JSON that this program wrote. Throws UserError E_CASE_DAMAGED if it is anything else. */
export const readerOf =
  <T>(what: string, is: Is<T>) =>
  (json: string): T => {
    const value = parsed(what, json);
    if (is(value)) return value;
    throw damaged(what);
  };

function parsed(what: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw damaged(what, cause);
  }
}

export const readNote: (json: string) => NoteBody = readerOf('a note', isNoteBody);
export const readException: (json: string) => ExceptionBody = readerOf('an exception', isExceptionBody);
export const readRequest: (json: string) => RequestBody = readerOf('a request', isRequestBody);
const isLifecycleBody: Is<LifecycleBody> = shapeOf({ by: maybe(isText), step: isStep });

export const readLifecycle: (json: string) => LifecycleBody = readerOf('a lifecycle step', isLifecycleBody);
export const readLayouts: (json: string) => readonly Layout[] = readerOf('the layouts of a source', listOf(isLayout));
export const readEnvelopes: (json: string) => readonly EnvelopeLayout[] = readerOf(
  'the envelopes of a source',
  listOf(isEnvelope),
);
const isMicros = (value: unknown): value is Micros => isNumber(value);
const isWallMicros = (value: unknown): value is WallMicros => isNumber(value);
const isAskedTime: Is<AskedTime> = shapeOf({ at: maybe(isMicros), wall: isWallMicros });
const isWindow: Is<AskedWindow> = shapeOf({ since: maybe(isAskedTime), until: maybe(isAskedTime) });

export const readWindow: (json: string) => AskedWindow = readerOf('what was asked for', isWindow);
export const readReport: (json: string) => Report = readerOf('the last report', isReport);

/** All of an event that has no column of its own, as JSON. */
export const bodyOf = (event: LogEvent): string => toJson(ownOf(event));

/**
 * A value as JSON. A log may state a number of four hundred digits, for which JSON would write `null`: only what holds one is written
 * value by value, which takes several times as long.
 */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value);
  return json.includes('null') && !isSayable(value) ? JSON.stringify(value, sayable) : json;
}

function isSayable(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isSayable);
}

function sayable(_key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  return Number.isNaN(value) ? undefined : Math.sign(value) * Number.MAX_VALUE;
}

function ownOf(event: LogEvent): NoteBody | LifecycleBody | ExceptionBody | RequestBody {
  switch (event.kind) {
    case 'note':
      return { level: event.level, message: event.message };
    case 'lifecycle':
      return { by: event.by, step: event.step };
    case 'exception':
      return { traceback: event.traceback, message: event.message, requestId: event.requestId };
    case 'request':
      return { edge: event.edge, facts: event.facts };
  }
}
