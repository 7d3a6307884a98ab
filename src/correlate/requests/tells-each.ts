import type { CaseFacts } from '../../model/facts.ts';
import type { Request } from '../../model/request.ts';
import type { Proxies, Writer } from '../proxy-view.ts';

/** So many answers show whether the server tells of each. */
const ENOUGH = 30;
/** Of a log that tells of each, hardly any line is lost. */
const NEARLY_ALL = 0.98;

/**
 * True if the server's own logs told the start, with its id, of at least as many requests as the proxies in front saw answered, over all that
 * was read: of what was answered far from any incident only the number is kept.
 */
export function tellsEach(
  { activity }: CaseFacts,
  proxies: Pick<Proxies, 'wrote'>,
  requests: readonly Request[],
): boolean {
  const begun = requests.filter(({ evidence }) => evidence.some(({ edge }) => edge === 'start'));
  if (begun.length === 0 || begun.filter(({ id }) => id !== undefined).length < NEARLY_ALL * begun.length) return false;
  // What went wrong a proxy tells in a log of its own, once more.
  const ofErrors = new Set(
    requests.flatMap(({ evidence }) =>
      evidence.flatMap(({ facts, origin }) => (facts.upstreamError === undefined ? [] : [origin.source])),
    ),
  );
  const isAccess = (writer: Writer): boolean => proxies.wrote(writer) && !ofErrors.has(writer.source);
  const unanswered = requests.filter(
    ({ proxy, evidence }) =>
      proxy !== undefined &&
      proxy.outcome !== 'answered' &&
      evidence.some(({ origin: { source }, host }) => isAccess({ source, host })),
  ).length;
  const started = activity.reduce((sum, row) => sum + row.started, 0);
  const seen = activity.reduce((sum, row) => sum + (isAccess(row) ? row.finished : 0), 0);
  const answered = seen - unanswered;
  return answered >= ENOUGH && started >= NEARLY_ALL * answered;
}
