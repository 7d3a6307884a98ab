import { type Ended, OpenRequests } from '../lib/open-requests.ts';
import type { RequestEvent } from '../model/event.ts';
import { PRECISION_US } from '../model/time.ts';
import type { RequestSpan, SourceRow } from '../model/findings.ts';

interface OpenEdge {
  readonly wall: number;
  readonly event: RequestEvent;
}

/**
 * Pairs the starts and ends that the blocks left over, stream by stream in the order in which they were written. Logs in which
 * requests only start, or only end, are read as one, in the order of their times.
 */
export function pairEdges(edges: readonly RequestEvent[], sources: readonly SourceRow[]): readonly RequestSpan[] {
  const streams = new Map<string, RequestEvent[]>();
  for (const source of [...sources].sort((a, b) => a.ordinal - b.ordinal || a.id - b.id)) {
    const theirs = edges.filter(({ origin }) => origin.source === source.id);
    const stream = isOneSided(source) ? ONE_SIDED : source.stream;
    streams.set(stream, [...(streams.get(stream) ?? []), ...theirs]);
  }
  const split = streams.get(ONE_SIDED) ?? [];
  streams.set(ONE_SIDED, split.sort(byWall));
  return [...streams.values()].flatMap(pairStream);
}

/** No file's name. */
const ONE_SIDED = '';

/** True if this source tells starts of requests alone, or ends alone. */
const isOneSided = ({ layouts }: SourceRow): boolean => {
  const edges = layouts.flatMap(({ phrases }) => phrases.map(({ edge }) => edge));
  return edges.length > 0 && new Set(edges).size === 1;
};

const byWall = (a: RequestEvent, b: RequestEvent): number => (a.stamp?.wall ?? 0) - (b.stamp?.wall ?? 0);

function pairStream(edges: readonly RequestEvent[]): readonly RequestSpan[] {
  const open = new OpenRequests<OpenEdge>();
  const spans: RequestSpan[] = [];
  for (const event of edges) {
    const key = keyOf(event);
    const wall = event.stamp?.wall ?? Number.NaN;
    if (event.edge === 'start') open.open(key, { wall, event });
    else spans.push({ start: open.close(key, endedAs(event, wall))?.event, end: event });
  }
  return [...spans, ...[...open.left()].map(({ event }) => ({ start: event, end: undefined }))];
}

const endedAs = ({ stamp, facts }: RequestEvent, wall: number): Ended => ({
  wall,
  durationUs: facts.durationUs ?? Number.NaN,
  precisionUs: PRECISION_US[stamp?.precision ?? 'us'],
  hasOwnKey: facts.id !== undefined,
});

/** As in the scan of a block: by id within the process, else by what is asked for within it. */
function keyOf({ pid, host, facts: { id, target } }: RequestEvent): string {
  const who = `${host ?? ''} ${pid === undefined ? '' : String(pid)}`;
  return id === undefined ? `${who}/${target ?? ''}` : `${who}#${id}`;
}
