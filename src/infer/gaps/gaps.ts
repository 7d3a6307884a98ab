import { SIGKILL } from '../../lib/signals.ts';
import type { Conclusion } from '../../model/conclusion.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import { isStated } from '../../model/time.ts';
import type { Correlation } from '../../model/correlation.ts';
import type { SourceRow } from '../../model/findings.ts';
import type { Gap, ServerFacts } from '../../model/report.ts';
import { NGINX_FORMAT, remedyForAccess, remedyForStack, remedyForStarts } from './gap-remedies.ts';
import { dayGaps } from './day-gaps.ts';
import { zoneGaps } from './zone-gaps.ts';

interface Night {
  readonly correlation: Correlation;
  readonly sources: readonly SourceRow[];
}

/** What the logs could not tell about these incidents, and the one line of configuration that settles it next time. */
export function gapsOf(incidents: readonly Conclusion[], { correlation, sources }: Night): readonly Gap[] {
  const { unexplainedBoots } = correlation;
  const [first] = incidents;
  const silent = [
    ...zoneGaps(correlation, sources),
    ...dayGaps(sources, correlation),
    ...(correlation.lifecycle.some(isAged) ? [NO_TIMES] : []),
    ...(isServerSilent(correlation) ? [NO_SERVER_LOG] : []),
    ...(unexplainedBoots.length > 0 ? [SILENT_DEATHS(unexplainedBoots.length)] : []),
  ];
  if (!first) return silent;
  const { server } = first;
  return [
    ...silent,
    ...(correlation.requests.some(({ evidence }) => evidence.some(({ edge }) => edge === 'start'))
      ? []
      : [NO_STARTS(server)]),
    ...(incidents.some(({ claims }) => claims.some(({ role, request }) => role === 'culprit' && !request))
      ? [NO_ID]
      : []),
    ...stackGap(incidents),
    ...(incidents.some(isKilledUnseen) ? [NO_KERNEL] : []),
    ...(incidents.some((one) => one.server.timeoutFrom === 'assumed') ? [NO_TIMEOUT(server)] : []),
    ...accessGaps(server, sources, correlation),
  ];
}

/** A kill of which only its signal is known: memory, storage and a held interpreter look alike in the server's log. */
const isKilledUnseen = ({ death, tracebacks, dumps }: Conclusion): boolean =>
  death.signal === SIGKILL && !death.kernel && tracebacks.length + dumps.length === 0;

function stackGap(incidents: readonly Conclusion[]): readonly Gap[] {
  const blind = incidents.find(
    ({ cause, tracebacks, dumps }) => cause === 'timeout' && tracebacks.length + dumps.length === 0,
  );
  return blind ? [NO_STACK(blind.server)] : [];
}

/** What access logs have no column for: the server's own for its workers, a proxy's for the server behind it. */
function accessGaps(
  { workerClass }: ServerFacts,
  sources: readonly SourceRow[],
  { requests }: Correlation,
): readonly Gap[] {
  const proxies = new Set(
    requests.flatMap(({ proxy, evidence }) => (proxy ? evidence.map(({ origin }) => origin.source) : [])),
  );
  const heads = sources.flatMap(({ id, layouts }) =>
    layouts.map(({ format, head }) => ({ format, head, isProxys: format === 'nginx-access' || proxies.has(id) })),
  );
  const isOwn = ({ format, isProxys }: (typeof heads)[number]): boolean => format === 'gunicorn-access' && !isProxys;
  const isNginx = ({ format, isProxys }: (typeof heads)[number]): boolean =>
    /^(?:nginx|gunicorn)-access$/.test(format) && isProxys;
  return [
    ...(heads.some((one) => isOwn(one) && !one.head.includes('%(p)s')) ? [NO_PID(workerClass)] : []),
    ...(heads.some((one) => isNginx(one) && !one.head.includes('$upstream_addr')) ? [NO_UPSTREAM] : []),
  ];
}

const SILENT_DEATHS = (boots: number): Gap => ({
  what: `${String(boots)} worker${boots === 1 ? '' : 's'} booted in the place of one whose end no line tells`,
  why: 'gunicorn up to 20.0.4 logs no death by signal, and 20.1.0 none by exit code; no pid in the other logs falls silent at that moment',
  remedy: "upgrade to gunicorn 21 or later, and put %(process)d into the application's log format",
});

/** Workers are known by the pids in applications' logs alone. */
const isServerSilent = ({ workers }: Correlation): boolean =>
  workers.length > 0 && workers.every(({ told }) => told.length === 0);

const NO_SERVER_LOG: Gap = {
  what: 'how workers ended',
  why: 'no line of the server is in these logs: a worker counts as dead only where it fell silent with requests open and another took its place',
  remedy:
    "add the server's own log: gunicorn's is what `--error-logfile` names, else its stderr (`journalctl -u UNIT`, `docker logs NAME`)",
};

/** An event whose age is told, and not its time. */
const isAged = ({ at, event }: Placed<LifecycleEvent>): boolean => event.by === 'kubernetes' && !isStated(at);

const NO_TIMES: Gap = {
  what: 'when the events of Kubernetes were',
  why: 'kubectl tells how long ago they were, and not when it was asked',
  remedy:
    'ask for times: `kubectl get events -o json`, or `kubectl get pod NAME -o json` for the ends of its containers',
};

const NO_STARTS = ({ kind, workerClass }: ServerFacts): Gap => ({
  what: 'which requests were in flight when the workers died',
  why: 'a killed request leaves no access line; only a line at its start can show that it was there',
  remedy: remedyForStarts(kind, workerClass),
});

const NO_ID: Gap = {
  what: 'which request the culprit was',
  why: 'the traceback shows where the code stood, but no request id',
  remedy: "put the request id into every record (a logging.Filter that adds it to the format), the traceback's too",
};

const NO_STACK = ({ kind, workerClass }: ServerFacts): Gap => ({
  what: 'where the blocked code stood',
  why: 'this way of dying leaves no traceback: SIGKILL, or an abort that the worker swallowed',
  remedy: remedyForStack(kind, workerClass),
});

const NO_KERNEL: Gap = {
  what: 'who sent the SIGKILL, and what the process was at',
  why: "the kernel's log is not among these logs, or says nothing of this pid: only it tells memory and stalled storage from a kill by the server",
  remedy:
    'add it: `journalctl -k -o short-iso > kernel.log`, or `dmesg -T > dmesg.txt`, from the host (not the container)',
};

const NO_TIMEOUT = ({ kind }: ServerFacts): Gap => ({
  what: 'the timeout that was in force',
  why: 'no configuration is in these logs, and no worker was talkative enough to show it',
  remedy:
    kind === 'gunicorn'
      ? 'add `gunicorn.conf.py`, or the output of `gunicorn --print-config …` as print-config.txt; `--log-level debug` logs it at each start'
      : `add the configuration of ${kind} to the logs`,
});

const NO_PID = (workerClass: string | null): Gap => ({
  what: "which worker answered the requests of the server's access log",
  why: 'its lines tell neither pid nor request id, so that they join the other logs by time alone',
  remedy: remedyForAccess(workerClass),
});

const NO_UPSTREAM: Gap = {
  what: 'which server behind the proxy a request went to, and how long that took',
  why: "the proxy's access log has no columns for it, and no request id that the other logs could share",
  remedy: NGINX_FORMAT,
};
