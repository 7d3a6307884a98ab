import { namedWord } from '../lib/named-word.ts';
import { withoutQuery } from '../lib/without-query.ts';
import { framesAtAbort } from '../model/abort.ts';
import type { ExceptionEvent } from '../model/event.ts';
import type { Placed } from '../model/facts.ts';
import type { Request } from '../model/request.ts';
import { placeOf } from '../model/traceback.ts';
import type { InFlight } from './in-flight.ts';
import { appFrame } from './whose-frame.ts';

/** Who did it, as far as the logs tell. */
export interface Culprit {
  /** `undefined`: a traceback shows where it stood, but any of several requests may have been the one. */
  readonly request: Request | undefined;
  readonly confidence: number;
  readonly basis: 'measured' | 'inferred';
  readonly reasons: readonly string[];
  readonly against: readonly string[];
  /** What the record of its end says was asked for, where no request is known that it may be: `GET /export?job=17`. */
  readonly asked?: string | undefined;
  /** The open requests of which it is one, where nothing shows which. */
  readonly among?: readonly Request[];
}

/** gunicorn names what a request asked for above the traceback of its abort (22.0 on; from 25.2 on with its method). */
const ASKED = /^Error handling request (?<asked>(?:[A-Z]+ )?\/\S*)$/;

/** The request whose code is on the tracebacks of the end; `undefined` if there are none. */
export function culpritByTraceback(
  tracebacks: readonly Placed<ExceptionEvent>[],
  { unfinished, doubtful }: Pick<InFlight, 'unfinished' | 'doubtful'>,
): Culprit | undefined {
  const [first] = tracebacks;
  if (!first) return undefined;
  const said = `its code was running when the worker was ended (${stoodAt(first.event)})`;
  const known = new Set(unfinished.flatMap(({ id }) => id ?? []));
  const ids = tracebacks.flatMap(({ event }) => event.requestId ?? namedWord(event.message, known) ?? []);
  const byId = unfinished.find(({ id }) => id !== undefined && ids.includes(id));
  if (byId)
    return {
      request: byId,
      confidence: 0.98,
      basis: 'measured',
      reasons: [said, 'the record names its id'],
      against: [],
    };
  const messages = tracebacks.map(({ event }) => event.message);
  const message = messages.join('\n');
  const asked = askedIn(messages);
  const fitting = unfinished.length > 0 ? narrow(unfinished, message) : named(doubtful, asked);
  const [only, ...others] = fitting;
  if (only && others.length === 0 && !only.rivals)
    return {
      request: only,
      ...(namesTarget(only, message)
        ? { confidence: 0.96, basis: 'measured', reasons: [said, 'the record names what it asked for'] }
        : { confidence: 0.92, basis: 'inferred', reasons: [said, 'it is the only open request that fits'] }),
      against: [],
    };
  return {
    request: undefined,
    confidence: 0.95,
    basis: 'measured',
    reasons: [said],
    against: only ? [`the traceback names no request: any of ${String(fitting.length)} open ones may be it`] : [],
    among: fitting,
    asked: fitting.length === 0 ? asked : undefined,
  };
}

/** The open requests whose path the record's own message names; all of them if it names none. */
function narrow(unfinished: readonly Request[], message: string): readonly Request[] {
  const fitting = named(unfinished, message);
  return fitting.length > 0 ? fitting : unfinished;
}

const askedIn = (messages: readonly string[]): string | undefined =>
  messages.flatMap((message) => ASKED.exec(message)?.groups?.['asked'] ?? [])[0];

/** Those whose path is named, with its query if any of them is. */
function named(requests: readonly Request[], message = ''): readonly Request[] {
  const words = new Set(message.split(/[\s,;:'"()[\]]+/).flatMap((word) => [word, withoutQuery(word)]));
  const whole = requests.filter(({ target }) => target !== undefined && words.has(target));
  if (whole.length > 0) return whole;
  return requests.filter(({ target }) => target !== undefined && words.has(withoutQuery(target)));
}

const namesTarget = ({ target }: Request, message: string): boolean =>
  target !== undefined && message.split(/\s/).includes(target);

const stoodAt = ({ traceback }: ExceptionEvent): string => {
  const raised = traceback.chain.at(-1)?.frames ?? [];
  const frames = framesAtAbort(traceback);
  const frame = appFrame(frames) ?? frames.at(-1) ?? appFrame(raised) ?? raised.at(-1);
  return frame ? `traceback at ${placeOf(frame)} ${frame.function}` : 'a traceback without its frames';
};

/** The request for which the supervisor says that it ended the worker (PHP-FPM, Celery), or that must be the one (uWSGI). */
export function culpritNamed(unfinished: readonly Request[]): Culprit | undefined {
  const [only, ...others] = unfinished.filter(({ isOverdue }) => isOverdue);
  if (!only) return culpritOldest(unfinished.filter(({ isOverdue }) => isOverdue === false));
  if (others.length > 0) return undefined;
  const reasons = ['the server itself names it as the one that took too long'];
  return { request: only, confidence: 0.98, basis: 'measured', reasons, against: [] };
}

/**
 * uWSGI names all that were in the worker, and since when: each has the same time from its start on (core/master_checks.c), so that of
 * the oldest ran out. Of two that began in one second it may be either.
 */
function culpritOldest(named: readonly Request[]): Culprit | undefined {
  const [oldest, next] = named.toSorted((a, b) => startOf(a) - startOf(b));
  if (!oldest || !next || !(startOf(oldest) < startOf(next)) || named.some(isUndated)) return undefined;
  const reasons = ['it had run longest of those that the server names, and all have the same time'];
  return { request: oldest, confidence: 0.93, basis: 'inferred', reasons, against: [] };
}

const startOf = ({ startedAt }: Request): number => startedAt ?? Number.POSITIVE_INFINITY;
const isUndated = ({ startedAt }: Request): boolean => startedAt === undefined;

/** Below this another one that may have been open is as likely the one. */
const RATHER = 0.5;

/** A worker with one request in hand: it is the one, whatever it did; less surely so where others may have been open there as well. */
export function culpritAlone({
  unfinished,
  survivors,
  doubtful,
  chanceOf,
}: Pick<InFlight, 'unfinished' | 'survivors' | 'doubtful' | 'chanceOf'>): Culprit | undefined {
  const [only, ...others] = unfinished;
  if (!only || others.length > 0) return undefined;
  const besides = doubtful.reduce((sum, request) => sum + chanceOf(request), 0);
  const confidence = 0.9 / (1 + besides);
  if (confidence < RATHER) return undefined;
  return {
    request: only,
    confidence,
    basis: 'inferred',
    reasons: [aloneFor(survivors.length)],
    against: doubtful.length === 0 ? [] : [`${mayBeOpen(doubtful.length)} open in the worker as well`],
  };
}

const mayBeOpen = (others: number): string =>
  others === 1 ? 'one other may have been' : `${String(others)} others may have been`;

const aloneFor = (survivors: number): string =>
  survivors === 0
    ? 'no other request is known to have been open in the worker'
    : `${survivors === 1 ? 'the other that was' : `all ${String(survivors)} others that were`} open in the worker ended all the same`;
