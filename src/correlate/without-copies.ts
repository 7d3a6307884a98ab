import { groupedBy } from '../lib/grouped.ts';
import type { LogEvent } from '../model/event.ts';
import type { CaseFacts } from '../model/facts.ts';
import { tellsRequest } from '../model/lifecycle.ts';

/** Share of a source's telling records that must stand twice before it is believed that two handlers write it. */
const MOST = 0.8;

/**
 * Leaves out the second copy of records that two handlers wrote to one stream, and counts what is left out by source. Only a
 * source in which nearly all stands twice is touched: elsewhere two equal records are two things that happened.
 */
export function withoutCopies(facts: CaseFacts): CaseFacts {
  const doubled = doubledSources(facts);
  if (doubled.size === 0) return facts;
  const copies = new Map<number, number>();
  const isFirst = <E extends LogEvent>(events: readonly E[]): readonly E[] =>
    events.filter(everyOther(doubled, ({ origin }) => copies.set(origin.source, (copies.get(origin.source) ?? 0) + 1)));
  const spanFilter = everyOther(doubled, () => undefined);
  return {
    ...facts,
    lifecycle: isFirst(facts.lifecycle),
    exceptions: isFirst(facts.exceptions),
    notes: isFirst(facts.notes),
    requests: isFirst(facts.requests),
    edges: isFirst(facts.edges),
    spans: facts.spans.filter(({ start, end }) => [start ?? end].some((event) => event && spanFilter(event))),
    copies,
  };
}

/** Lets what the first, third … record of one text tells pass: a text that comes again later, twice again, counts again. */
function everyOther(doubled: ReadonlySet<number>, onCopy: (event: LogEvent) => void): (event: LogEvent) => boolean {
  const seen = new Map<string, { readonly line: number; readonly times: number }>();
  return (event) => {
    if (!doubled.has(event.origin.source)) return true;
    const key = keyOf(event);
    const { line } = event.origin;
    const before = seen.get(key) ?? { line: -1, times: 0 };
    // A record may tell the same more than once: in its first line, and in the exception below it.
    const times = before.line === line ? before.times : before.times + 1;
    seen.set(key, { line, times });
    if (times % 2 === 1) return true;
    onCopy(event);
    return false;
  };
}

function doubledSources({ lifecycle, exceptions, edges, spans }: CaseFacts): ReadonlySet<number> {
  const fine = [...exceptions, ...edges, ...spans.flatMap(({ start, end }) => start ?? end ?? [])].filter(
    ({ stamp }) => stamp?.precision === 'ms' || stamp?.precision === 'us',
  );
  // Requests begin and are closed several in a second, told in the same words: of copies what is told of the server speaks.
  const ofServers = lifecycle.filter(({ step }) => !tellsRequest(step));
  const bySource = groupedBy([...ofServers, ...fine], ({ origin }) => origin.source);
  return new Set(
    [...bySource].filter(([, events]) => mayBeDoubled(events) && isDoubled(events)).map(([source]) => source),
  );
}

/** Copies state the same instant: where most records are alone at theirs, the texts of tens of thousands need not be compared. */
function mayBeDoubled(events: readonly LogEvent[]): boolean {
  const instants = countsOf(events.map(({ stamp }) => stamp?.wall));
  const alone = instants.filter((times) => times === 1).length;
  return alone <= events.length / 2;
}

function isDoubled(events: readonly LogEvent[]): boolean {
  const records = new Map(events.map(keyOf).map((key, place) => [`${key} ${String(events[place]?.origin.line)}`, key]));
  const texts = countsOf([...records.values()]);
  return texts.filter((times) => times % 2 === 0).length >= MOST * texts.length;
}

/** How often each value comes. */
function countsOf(values: readonly unknown[]): readonly number[] {
  const counts = new Map<unknown, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()];
}

/** One record may tell several things: each of them is told twice. */
function keyOf(event: LogEvent): string {
  const what = event.kind === 'lifecycle' ? JSON.stringify(event.step) : event.kind;
  return `${String(event.origin.source)} ${String(event.stamp?.wall)} ${what} ${event.text}`;
}
