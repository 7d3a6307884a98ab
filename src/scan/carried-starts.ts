import { OpenRequests } from '../lib/open-requests.ts';
import type { RequestEvent } from '../model/event.ts';
import type { BlockFindings, WholeRequest } from '../model/findings.ts';
import { endOfEdge, keyOfEdge, wallOfEdge } from '../model/request-edge.ts';
import { SLOW_US } from './request-pairing.ts';

/** So many requests may be open at a time that it matters: what is forgotten stays an edge, and is paired in the end. */
const MOST_CARRIED = 20_000;
const SERVER_ERROR = 500;

interface Carried {
  readonly wall: number;
  readonly event: RequestEvent;
}

/**
 * The starts of one source that no end was met for yet, carried from block to block: so requests that ended well are told from those
 * that matter wherever blocks are cut, and what is kept follows what is open and not the length of the log.
 */
export class CarriedStarts {
  private readonly open = new OpenRequests<Carried>(MOST_CARRIED);

  /** Takes the edges of all blocks before, in order. */
  resume(edges: Iterable<RequestEvent>): void {
    for (const edge of edges) this.meet(edge);
  }

  /** The next block, its requests that ended well apart from its edges. */
  take(findings: BlockFindings): BlockFindings {
    const crossing: WholeRequest[] = [];
    for (const end of findings.edges) {
      const start = this.meet(end);
      if (start && endedWell(start, end)) crossing.push({ start, end });
    }
    if (crossing.length === 0) return findings;
    const halves = new Set(crossing.flatMap(({ start, end }) => [start, end]));
    return { ...findings, crossing, edges: findings.edges.filter((edge) => !halves.has(edge)) };
  }

  /** The start of what ends here, if it was met. */
  private meet(event: RequestEvent): RequestEvent | undefined {
    const key = keyOfEdge(event);
    if (event.edge !== 'start') return this.open.close(key, endOfEdge(event))?.event;
    this.open.open(key, { wall: wallOfEdge(event), event });
    return undefined;
  }
}

/** As in one block: neither failed nor slow. */
const endedWell = (start: RequestEvent, end: RequestEvent): boolean =>
  (end.facts.status ?? 0) < SERVER_ERROR && !(lastedUs(start, end) >= SLOW_US);

/** How long a request took, as its end states it or its edges lie apart; NaN where neither tells. */
export const lastedUs = (start: RequestEvent, end: RequestEvent): number =>
  end.facts.durationUs ?? wallOfEdge(end) - wallOfEdge(start);
