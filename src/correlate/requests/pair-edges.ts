import { OpenRequests } from '../../lib/open-requests.ts';
import type { RequestEvent } from '../../model/event.ts';
import type { RequestSpan, SourceRow } from '../../model/findings.ts';
import { endOfEdge, keyOfEdge, wallOfEdge } from '../../model/request-edge.ts';

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
    const key = keyOfEdge(event);
    if (event.edge === 'start') open.open(key, { wall: wallOfEdge(event), event });
    else spans.push({ start: open.close(key, endOfEdge(event))?.event, end: event });
  }
  return [...spans, ...[...open.left()].map(({ event }) => ({ start: event, end: undefined }))];
}
