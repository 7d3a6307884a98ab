import type { RequestEvent } from '../model/event.ts';
import type { CaseFacts } from '../model/facts.ts';
import type { Origin } from '../model/line.ts';

/**
 * Leaves out starts and ends of requests that stand in a log again, word for word: who ships logs sends a chunk again where he is not sure
 * that it came (Fluent Bit, Vector, rsyslog: "at least once"). Only what states an id and parts of a second, or stands on the next line, is
 * taken for one: else two requests may be told alike.
 */
export function withoutRepeats(facts: CaseFacts): CaseFacts {
  const told = new Map<string, Origin>();
  // of tens of thousands of requests hardly any stands among the edges as well: only such are looked at closely
  const texts = new Set(facts.edges.map(({ text }) => text));
  const note = (half: RequestEvent | undefined): void => {
    if (half && texts.has(half.text)) told.set(keyOf(half), half.origin);
  };
  for (const { start, end } of facts.spans) {
    note(start);
    note(end);
  }
  const edges = facts.edges.filter((edge) => {
    const key = keyOf(edge);
    const first = told.get(key);
    if (first && first.byteOffset !== edge.origin.byteOffset && isAgain(edge, first)) return false;
    told.set(key, edge.origin);
    return true;
  });
  return edges.length === facts.edges.length ? facts : { ...facts, edges };
}

const isAgain = ({ facts, stamp, origin }: RequestEvent, first: Origin): boolean =>
  stamp !== undefined &&
  stamp.precision !== 's' &&
  (facts.id !== undefined || Math.abs(origin.line - first.line) === 1);

const keyOf = ({ origin, edge, text }: RequestEvent): string => `${String(origin.source)} ${edge} ${text}`;
