import { groupedBy } from '../../lib/grouped.ts';
import { withoutQuery } from '../../lib/without-query.ts';
import { gaveUp, type Request } from '../../model/request.ts';
import { type Micros, micros } from '../../model/time.ts';

/** A proxy's error log has whole seconds, cut off. */
const SLACK_US = 1_000_000;

/** The line that a proxy writes when a request is over, and the errors that it told of the servers that it had asked before. */
interface HandedOn {
  readonly line: Request;
  /** Those that lost it before the last one, in order: each held it in its turn. */
  readonly lost: readonly Request[];
}

/** The servers that a proxy asked for one request, in order (nginx, ngx_http_upstream_module, $upstream_addr). */
export const serversAsked = ({ evidence }: Request): readonly string[] =>
  evidence.flatMap(({ facts: { upstream = '' } }) => upstream.split(/, | : /)).filter((server) => server !== '');

/**
 * Which of a proxy's errors tell of a server that lost a request which was handed on to another one. `lines`: those at the end of
 * requests; `isSameWork`: as far as what is asked for tells.
 */
export function handedOn(
  lines: readonly Request[],
  errors: readonly Request[],
  isSameWork: (line: Request, error: Request) => boolean,
): readonly HandedOn[] {
  const lost = groupedBy(errors.filter(({ proxy }) => proxy?.outcome === 'lost').sort(byEnd), pathOf);
  return lines.flatMap((line) => {
    const theirs = (lost.get(pathOf(line)) ?? []).filter(
      (error) => isWithin(error, line) && isOneOfAsked(error, line) && isSameWork(line, error),
    );
    const held = isHeldToTheEnd(line) ? theirs : theirs.slice(0, -1);
    return held.length === 0 ? [] : [{ line, lost: held }];
  });
}

function isOneOfAsked(error: Request, line: Request): boolean {
  const servers = serversAsked(line);
  return servers.length > 1 && serversAsked(error).some((server) => servers.includes(server));
}

/** Each server that lost the request as a request of its own, and what is left to the last one. */
export function triesOf({ line, lost }: HandedOn): readonly Request[] {
  const tries: Request[] = [];
  let since = line.startedAt;
  for (const error of lost) {
    const at = error.proxy?.at;
    tries.push({
      ...error,
      ...withStart(since, at),
      status: line.status,
      evidence: [...error.evidence, ...line.evidence],
    });
    since = later(since, at);
  }
  return [...tries, { ...line, ...withStart(since, line.proxy?.at) }];
}

const withStart = (
  startedAt: Micros | undefined,
  endedAt: Micros | undefined,
): Pick<Request, 'startedAt' | 'durationUs'> => ({
  startedAt,
  durationUs: startedAt === undefined || endedAt === undefined ? undefined : Math.max(0, endedAt - startedAt),
});

const later = (a: Micros | undefined, b: Micros | undefined): Micros | undefined =>
  a === undefined || b === undefined ? a : micros(Math.max(a, b));

/** The last server still had it when it was over. */
const isHeldToTheEnd = ({ proxy }: Request): boolean => proxy?.outcome === 'answered' || gaveUp(proxy?.outcome);

const pathOf = ({ target = '' }: Request): string => withoutQuery(target);

const byEnd = (a: Request, b: Request): number => (a.proxy?.at ?? 0) - (b.proxy?.at ?? 0);

/** A server lost it while it was asked for. */
const isWithin = ({ proxy: error }: Request, { startedAt, proxy }: Request): boolean =>
  error !== undefined &&
  proxy !== undefined &&
  error.at <= proxy.at + SLACK_US &&
  error.at >= (startedAt ?? proxy.at) - SLACK_US;
