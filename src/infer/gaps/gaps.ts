import { SIGKILL } from '../../lib/signals.ts';
import type { Conclusion } from '../../model/conclusion.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import { ignoredAbort } from '../../model/ignored-abort.ts';
import { isStated, MICROS_PER_SECOND } from '../../model/time.ts';
import type { Correlation } from '../../model/correlation.ts';
import type { SourceRow } from '../../model/findings.ts';
import type { Gap, ServerFacts } from '../../model/report.ts';
import { SHOWS_STACKS } from '../../model/shows-stacks.ts';
import { statedSettings } from '../../model/statements.ts';
import { takesOneAtATime } from '../../model/one-at-a-time.ts';
import { accessGaps } from './access-gaps.ts';
import { dayGaps } from './day-gaps.ts';
import { BOOT_STACK, remedyForStack, remedyForStarts, remedyForTimeout } from './gap-remedies.ts';
import { masterGaps } from './master-gaps.ts';
import { untiedKillGaps } from './untied-kill-gaps.ts';
import { untimedGaps } from './untimed-gaps.ts';
import { unwrittenGaps } from './unwritten-gaps.ts';
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
    ...unwrittenGaps(correlation),
    ...untiedKillGaps(correlation),
    ...masterGaps(correlation),
    ...(correlation.lifecycle.some(isAged) ? [NO_TIMES] : []),
    ...(isServerSilent(correlation) ? [NO_SERVER_LOG] : []),
    ...(unexplainedBoots.length > 0 ? [silentDeaths(unexplainedBoots)] : []),
  ];
  if (!first) return silent;
  const showing = showingStacks(correlation);
  const blind = incidents.filter((one) => isBlind(one) && !showing.has(one.server.kind));
  return [
    ...silent,
    ...untimedGaps(incidents, correlation),
    ...startGap(incidents, correlation),
    ...(incidents.some(({ claims }) => claims.some(({ role, request }) => role === 'culprit' && !request))
      ? [NO_ID]
      : []),
    ...told(
      blind.find((one) => !wasBooting(one)),
      NO_STACK,
    ),
    ...told(blind.find(wasBooting), NO_BOOT_STACK),
    ...(incidents.some(isKilledUnseen) ? [NO_KERNEL] : []),
    ...(incidents.some(hungAtAbort) ? [NO_HANG] : []),
    ...told(incidents.find(hasAssumedTimeout), NO_TIMEOUT),
    ...accessGaps(first.server, sources, correlation),
  ];
}

/** The gap in the words of that incident's own server. */
const told = (incident: Conclusion | undefined, gap: (server: ServerFacts) => Gap): readonly Gap[] =>
  incident ? [gap(incident.server)] : [];

/** Nothing was in flight in a worker that never got to serve, and nobody was held where the machine itself stood still. */
function startGap(incidents: readonly Conclusion[], { requests }: Correlation): readonly Gap[] {
  if (requests.some(({ evidence }) => evidence.some(({ edge }) => edge === 'start'))) return [];
  return told(
    incidents.find(
      (one) =>
        one.cause !== 'boot-failure' && one.disturbance?.explains !== true && !isAllKnown(one) && !wasBooting(one),
    ),
    NO_STARTS,
  );
}

/** A worker that takes one request at a time, and a log names that one. */
const isAllKnown = ({ server, claims }: Conclusion): boolean =>
  takesOneAtATime(server) && claims.some(({ role, request }) => role === 'culprit' && request !== undefined);

/** A kill of which only its signal is known: memory, storage and a held interpreter look alike in the server's log. */
const isKilledUnseen = ({ death, tracebacks, dumps }: Conclusion): boolean =>
  death.signal === SIGKILL && death.timeoutAt === undefined && !death.kernel && tracebacks.length + dumps.length === 0;

const isBlind = ({ cause, tracebacks, dumps, disturbance }: Conclusion): boolean =>
  cause === 'timeout' && disturbance?.explains !== true && tracebacks.length + dumps.length === 0;

/** A second is lost to the master's rounds, one to stamps that are cut off. */
const BOOTING_SLACK_S = 3;

/** gunicorn missed it as soon as its timeout allowed after its boot, and it had said and served nothing. */
const wasBooting = ({ server, worker, death, lastSignOfLifeAt, claims }: Conclusion): boolean =>
  server.kind === 'gunicorn' &&
  worker.bootedAt !== undefined &&
  death.timeoutAt !== undefined &&
  (lastSignOfLifeAt ?? worker.bootedAt) <= worker.bootedAt &&
  worker.served.begun + worker.served.ended + claims.length === 0 &&
  death.timeoutAt - worker.bootedAt <= ((server.timeoutSeconds ?? 0) + BOOTING_SLACK_S) * MICROS_PER_SECOND;

/** Servers in which is set what shows stacks: where it showed nothing, to ask for it once more is no help. */
function showingStacks(correlation: Correlation): ReadonlySet<string> {
  const set = statedSettings(correlation).filter(({ value }) => parseFloat(value) > 0);
  const isSet = (setting: string): boolean => set.some(({ name }) => name === setting);
  return new Set(Object.entries(SHOWS_STACKS).flatMap(([kind, setting]) => (isSet(setting) ? [kind] : [])));
}

/** gunicorn sends SIGABRT first; the others kill at once, which tells nothing of what was killed. */
const hungAtAbort = (one: Conclusion): boolean =>
  isBlind(one) && ignoredAbort(one.worker, one.death) && one.server.kind === 'gunicorn' && !one.death.kernel;

/** Only who was ended for it could have been saved by another. */
const hasAssumedTimeout = ({ cause, server, disturbance }: Conclusion): boolean =>
  cause === 'timeout' && disturbance?.explains !== true && server.timeoutFrom === 'assumed';

/** Only gunicorn keeps silent of some deaths; of others' the lines are not among these logs. */
const silentDeaths = (boots: readonly Placed<LifecycleEvent>[]): Gap => ({
  what: `${String(boots.length)} worker${boots.length === 1 ? '' : 's'} booted in the place of one whose end no line tells`,
  ...(boots.some(({ event: { by } }) => by === undefined || by === 'gunicorn')
    ? {
        why: 'gunicorn up to 20.0.4 logs no death by signal, and 20.1.0 none by exit code; no pid in the other logs falls silent at that moment',
        remedy: "upgrade to gunicorn 21 or later, and put %(process)d into the application's log format",
      }
    : {
        why: 'the line of the server that tells of it is not in these logs',
        remedy: "add the server's whole log of the minutes before",
      }),
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
  why: 'this way of dying leaves no traceback: a SIGKILL, or an abort that is swallowed or ends the process at once',
  remedy: remedyForStack(kind, workerClass),
});

const NO_BOOT_STACK = (): Gap => ({
  what: 'what workers did that were given up while they came up',
  why: 'nothing that is set up once the application is loaded helps before that',
  remedy: BOOT_STACK,
});

const NO_KERNEL: Gap = {
  what: 'who sent the SIGKILL',
  why: "the kernel's log is not among these logs, or says nothing of this pid: only it tells a kill for memory from one by an orchestrator or by hand",
  remedy:
    'add it: `journalctl -k -o short-iso > kernel.log`, or `dmesg -T > dmesg.txt`, from the host (not the container)',
};

const NO_HANG: Gap = {
  what: 'whether the worker hung in the kernel or in code that heeds no signal',
  why: "the abort was not answered, and the master's SIGKILL followed; of a disk or network file system that does not answer only the kernel's log tells (`blocked for more than … seconds`)",
  remedy:
    'add it: `journalctl -k -o short-iso > kernel.log`, or `dmesg -T > dmesg.txt`, from the host (not the container); `sysctl kernel.hung_task_timeout_secs=20` has it tell of hangs that are shorter than two minutes',
};

const NO_TIMEOUT = ({ kind }: ServerFacts): Gap => ({
  what: 'the timeout that was in force',
  why: 'no configuration here states it plainly, and no worker was talkative enough to show it',
  remedy: remedyForTimeout(kind),
});
