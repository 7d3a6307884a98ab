import type { Request } from '../../model/request.ts';
import type { Start } from './open-starts.ts';

/** So many requests show whether a proxy tells of each start. */
const ENOUGH = 30;
const NEARLY_ALL = 0.9;

/** What a proxy in front tells of the starts that the server tells. */
interface Front {
  /** A request, in the order in which they began, and the start that is its own. */
  readonly hear: (request: Request, start: Start | undefined) => void;
  /** False of a start of which such a proxy tells nothing: what it asked for at that moment is all told, and who is open is among that. */
  readonly mayBeOpen: (start: Start) => boolean;
  readonly seenAs: (start: Start) => Request | undefined;
}

/** A proxy that tells of each start tells also of those that nobody answered, as soon as it has lost them. */
export function openFront(): Front {
  const seen = new Map<Start, Request>();
  let [asked, found, lastAt] = [0, 0, -Infinity];
  return {
    hear(request, start) {
      const { proxy } = request;
      if (!proxy) return;
      asked += 1;
      lastAt = Math.max(lastAt, proxy.at);
      if (!start) return;
      found += 1;
      seen.set(start, request);
    },
    seenAs: (start) => seen.get(start),
    mayBeOpen: (start) => asked < ENOUGH || found < asked * NEARLY_ALL || start.goneAt > lastAt || seen.has(start),
  };
}
