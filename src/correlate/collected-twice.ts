import { groupedBy } from '../lib/grouped.ts';
import { rangeOf } from '../lib/range.ts';
import { isBeside } from '../model/beside.ts';
import type { LogEvent } from '../model/event.ts';
import type { Clock } from '../model/clock.ts';
import type { CaseFacts } from '../model/facts.ts';
import type { RequestSpan } from '../model/findings.ts';
import type { ReportWarning } from '../model/report.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';

/** So many records, spread over a log, show whether another log holds them. */
const LOOKED_AT = 200;
/** Share of them that must stand in other logs before it is believed that one stream was collected twice. */
const MOST = 0.8;
/** So many that are stamped finely do not agree by chance; of those with whole seconds, replicas that start together share a few. */
const FINE = 3;
const SECONDS = 4;

/**
 * Leaves out what stands in another log as well: what a container's output, the journal or syslog kept of a server beside its own file.
 * Only logs of which nearly all stands elsewhere are touched, as far as both reach.
 */
export function collectedTwice(facts: CaseFacts): CaseFacts {
  const told = toldIn(facts);
  const logs = wrappedFirst(
    [...groupedBy(told, sourceOf)].map(([source, events]) => logOf(source, events)),
    facts,
  );
  const copied = new Map<number, readonly number[]>();
  const perhaps = new Map<number, readonly number[]>();
  const holding = sharedBy(told, logs);
  for (const log of logs) {
    const isKept = [...copied.values(), ...perhaps.values()].some((holders) => holders.includes(log.source));
    if (isKept) continue;
    const isOthers = (event: LogEvent): boolean => sourceOf(event) !== log.source && !copied.has(sourceOf(event));
    const found = heldBy(log, logs, (event) =>
      holding.get(keyOf(event))?.find((other) => isOthers(other) && isOneRecord(event, other)),
    );
    if (found) (found.isSure ? copied : perhaps).set(log.source, found.holders);
  }
  if (copied.size === 0) return facts;
  // Where one log of a server was collected twice, so were its others.
  const twice = new Map([...copied, ...perhaps]);
  return without(
    facts,
    told.filter((event) => !twice.has(sourceOf(event))),
    twice,
  );
}

interface Log {
  readonly source: number;
  readonly events: readonly LogEvent[];
  /** Some of them, spread over it. */
  readonly sample: readonly LogEvent[];
  /** From the first to the last, in us. */
  readonly covered: { readonly from: number; readonly to: number } | undefined;
}

function logOf(source: number, events: readonly LogEvent[]): Log {
  const every = Math.max(1, Math.floor(events.length / LOOKED_AT));
  const sample = events.filter((_, place) => place % every === 0);
  return { source, events, sample, covered: rangeOf(events, wallOf, wallOf) };
}

/** Of two copies that which a collector made is the one to go, else the shorter, else the later. */
function wrappedFirst(logs: readonly Log[], { sources }: CaseFacts): readonly Log[] {
  const wrappings = new Map(sources.map(({ id, envelopes }) => [id, envelopes.length]));
  const wrapped = ({ source }: Log): number => wrappings.get(source) ?? 0;
  const lasts = ({ covered }: Log): number => (covered ? covered.to - covered.from : 0);
  return logs.toSorted(
    (a, b) =>
      wrapped(b) - wrapped(a) || lasts(a) - lasts(b) || a.events.length - b.events.length || b.source - a.source,
  );
}

/** The records, in whatever log they stand, that may be the same as those looked at, by what they tell. */
function sharedBy(told: readonly LogEvent[], logs: readonly Log[]): ReadonlyMap<string, readonly LogEvent[]> {
  const walls = new Set(logs.flatMap(({ sample }) => sample.map(wallOf)));
  return groupedBy(
    told.filter((event) => walls.has(wallOf(event))),
    keyOf,
  );
}

/** A copy is written by the clock of what it is a copy of. */
export const withClocksOfCopies = (clocks: readonly Clock[], { twice }: Pick<CaseFacts, 'twice'>): readonly Clock[] =>
  clocks.map((clock) => {
    const [holder] = twice?.get(clock.source) ?? [];
    const held = clocks.find(({ source }) => source === holder);
    return held && clock.zoneFrom === 'assumed' ? { ...held, source: clock.source } : clock;
  });

/** Which logs are told by others, for the reader. */
export const copyWarnings = ({ sources, twice }: CaseFacts): readonly ReportWarning[] => {
  const pathOf = (source: number): string => sources.find(({ id }) => id === source)?.path ?? '?';
  return [...(twice ?? [])].map(([source, holders]) => ({
    path: pathOf(source),
    line: null,
    cause: `holds the same records as ${holders.map(pathOf).join(', ')}: each counts once`,
    count: 1,
  }));
};

const halvesOf = ({ start, end }: RequestSpan): readonly LogEvent[] => [start ?? [], end ?? []].flat();

const isWhole = ({ start, end }: RequestSpan): boolean => start !== undefined && end !== undefined;

function toldIn({ lifecycle, exceptions, requests, edges, spans }: CaseFacts): readonly LogEvent[] {
  const told: LogEvent[] = [...lifecycle, ...exceptions, ...requests, ...edges];
  for (const { start, end } of spans) {
    if (start) told.push(start);
    if (end) told.push(end);
  }
  return told.filter(({ stamp }) => stamp);
}

interface Held {
  readonly holders: readonly number[];
  /** So many agree that it is no chance. */
  readonly isSure: boolean;
}

/** The logs that hold these records as well; `undefined`: it is a log of its own. */
function heldBy(
  { sample }: Log,
  logs: readonly Log[],
  twinOf: (event: LogEvent) => LogEvent | undefined,
): Held | undefined {
  const twins = sample.flatMap((event) => {
    const twin = twinOf(event);
    return twin ? [{ event, twin }] : [];
  });
  if (twins.length === 0) return undefined;
  const bySource = [...groupedBy(twins, ({ twin }) => sourceOf(twin))].sort((a, b) => b[1].length - a[1].length);
  const holders = bySource.map(([source]) => source);
  const reached = logs.flatMap(({ source, covered }) => (covered && holders.includes(source) ? covered : []));
  const covered = rangeOf(
    reached,
    ({ from }) => from,
    ({ to }) => to,
  );
  // Either may begin earlier, or end later.
  const shared = sample.filter((event) => covered && wallOf(event) >= covered.from && wallOf(event) <= covered.to);
  if (twins.length < MOST * shared.length) return undefined;
  const fine = twins.filter(({ event: { kind, stamp } }) => kind !== 'lifecycle' && stamp?.precision !== 's');
  const coarse = twins.filter(({ event, twin }) => isBeside(event, twin));
  const seconds = new Set(coarse.map(({ event }) => secondOf(wallOf(event))));
  return {
    holders,
    isSure: fine.length >= FINE || seconds.size >= SECONDS,
  };
}

/** A proxy and its server may write the same of a request, each in a line of its own: of access lines the text must stand in the other's. */
function isOneRecord(event: LogEvent, other: LogEvent): boolean {
  if (event.kind !== 'request' || event.edge !== 'whole') return true;
  const [inner = '', outer = ''] = [event.text, other.text].sort((a, b) => a.length - b.length);
  return outer.includes(inner) || outer.includes(JSON.stringify(inner).slice(1, -1));
}

/** What a record tells, in whatever log it stands: not where, nor what a collector knew of the speaker. */
function keyOf(event: LogEvent): string {
  return JSON.stringify([event.kind, event.stamp?.wall, saidBy(event)]);
}

function saidBy(event: LogEvent): unknown {
  switch (event.kind) {
    case 'lifecycle':
      return event.step;
    case 'exception':
      return [event.message, event.traceback.chain.map(({ exception, frames }) => [exception, frames.length])];
    case 'request':
      return [event.edge, event.facts];
    case 'note':
      return event.message;
  }
}

/** What is left of a sign of life that another log tells: when the log was written. */
const COUNTED_ELSEWHERE = { pid: undefined, records: 0, started: 0, finished: 0 };

function without(
  facts: CaseFacts,
  kept: readonly LogEvent[],
  twice: ReadonlyMap<number, readonly number[]>,
): CaseFacts {
  const left = new Map<string, number>();
  const ofKept = facts.notes.filter(({ origin }) => !twice.has(origin.source));
  for (const event of [...kept, ...ofKept]) left.set(keyOf(event), (left.get(keyOf(event)) ?? 0) + 1);
  const isTold = (event: LogEvent): boolean => {
    if (!twice.has(event.origin.source)) return false;
    const count = left.get(keyOf(event)) ?? 0;
    left.set(keyOf(event), count - 1);
    return count > 0;
  };
  const isNew = (event: LogEvent): boolean => !isTold(event);
  const spans = facts.spans.filter((span) => !halvesOf(span).every(isTold));
  // What one log told by half, as it ended there, the other tells whole.
  const copies = spans.filter((span) => isWhole(span) && halvesOf(span).some(({ origin }) => twice.has(origin.source)));
  const told = new Set(copies.flatMap(halvesOf).map(keyOf));
  const seconds = new Set(
    facts.activity.filter(({ source }) => !twice.has(source)).map(({ first }) => secondOf(first.wall)),
  );
  const streams = new Map(facts.sources.map(({ id, stream }) => [id, stream]));
  return {
    ...facts,
    // Where one of them reaches farther, it goes on with the other's log.
    sources: facts.sources.map((source) => {
      const [holder] = twice.get(source.id) ?? [];
      return holder === undefined ? source : { ...source, stream: streams.get(holder) ?? source.stream };
    }),
    lifecycle: facts.lifecycle.filter(isNew),
    exceptions: facts.exceptions.filter(isNew),
    notes: facts.notes.filter(isNew),
    requests: facts.requests.filter(isNew),
    edges: facts.edges.filter((edge) => isNew(edge) && !told.has(keyOf(edge))),
    spans,
    activity: facts.activity.map((row) =>
      twice.has(row.source) && seconds.has(secondOf(row.first.wall)) ? { ...row, ...COUNTED_ELSEWHERE } : row,
    ),
    twice,
  };
}

const sourceOf = ({ origin }: LogEvent): number => origin.source;
const wallOf = ({ stamp }: LogEvent): number => stamp?.wall ?? 0;

const secondOf = (wall: number): number => Math.floor(wall / MICROS_PER_SECOND);
