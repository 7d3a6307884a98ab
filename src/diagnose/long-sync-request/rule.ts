import type { Claim, Conclusion } from '../../model/conclusion.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import { foundBy } from '../found-by.ts';
import type { Night } from '../night.ts';
import { remedyFor } from '../remedies.ts';
import type { Remedy } from '../remedy.ts';
import type { Finding, Rule } from '../rule.ts';
import { isOneAtATime, takesOneAtATime } from '../../model/one-at-a-time.ts';
import { SHOWS_STACKS } from '../../model/shows-stacks.ts';
import { isStated } from '../stated.ts';
import { wasIdle } from '../was-idle.ts';
import { CLASS_UNKNOWN, isSync, POSSIBLE } from '../worker-class.ts';

/** Where the server is none of Python's, or has limits of its own. */
const OWN_REMEDIES: Readonly<Record<string, Remedy>> = {
  'php-fpm': {
    text: 'Set request_slowlog_timeout below request_terminate_timeout and a slowlog: it shows the stack of what is slow. Then bound that call, or move it out of the request.',
    reference: 'PHP manual, "FPM configuration", request_slowlog_timeout',
  },
  celery: {
    text: 'Give the task a soft_time_limit below its time_limit: it then gets a SoftTimeLimitExceeded with a traceback and can clean up. Bound what it waits for, or cut it into smaller tasks.',
    reference: 'Celery docs, "Workers Guide", Time Limits',
  },
  uwsgi: {
    text: 'Find the call first: py-tracebacker = /tmp/tb. lets `uwsgi --connect-and-read /tmp/tb.1` print the stack of worker 1 while it stands still. Then give that call a limit below harakiri, or move it out of the request (the spooler, a task queue).',
    reference: 'uWSGI docs, "Tracebacker", "The uWSGI Spooler"',
  },
  unicorn: {
    text: 'Set a timeout within the application (Rack::Timeout) below that of unicorn: it raises in the request and shows where it stood. Then bound that call, or move it to a background job.',
    reference: 'unicorn docs, "Application Timeouts"',
  },
};

/** The same where a stack shows where the request stood, or what was to show it is set already. */
const WHERE_SHOWN: Readonly<Record<string, Remedy>> = {
  'php-fpm': {
    text: 'Bound the call that the slowlog shows by a limit of its own (CURLOPT_TIMEOUT, default_socket_timeout, a statement timeout), or move it out of the request. max_execution_time does not help: it counts no time spent waiting.',
    reference: 'PHP manual, "set_time_limit"',
  },
  celery: {
    text: 'A soft limit is set: look at how the task takes its SoftTimeLimitExceeded. One that catches it (`except Exception`, too) and goes on, or stands in code in C, runs into the hard limit. Let it end there, bound what it waits for, or cut it into smaller tasks.',
    reference: 'Celery docs, "Workers Guide", Time Limits',
  },
};

/** Where any of several requests was in any of as many workers. */
const AMONG_OTHERS = 0.75;

/** A sync worker beats only between requests: one that takes longer than the timeout ends its worker. */
export const longSyncRequest: Rule = {
  id: 'long-sync-request',
  title: 'One request took longer than the timeout in a worker that takes one at a time',
  isGeneral: true,
  examine(incident: Conclusion, night: Night): Finding | undefined {
    const sync = isSync(incident);
    if (incident.cause !== 'timeout' || sync === 'no' || isUnasked(incident)) return undefined;
    const culprit = incident.claims.find(({ role }) => role === 'culprit') ?? soleOpen(incident);
    const seen = signsFor(incident, culprit);
    const signs = [...classSigns(incident), ...seen];
    if (signs.length === 0 || isOfOthers(seen, incident, night)) return undefined;
    return {
      confidence: Math.min(sync === 'yes' ? atMost(seen, culprit) : POSSIBLE, 0.3 + 0.3 * signs.length),
      for: signs,
      against: [
        ...(sync === 'unknown' ? [CLASS_UNKNOWN] : []),
        ...(culprit ? [] : ['no request is known to have been open']),
      ],
      ...remedyIn(incident, night),
    };
  },
};

function atMost(seen: readonly string[], open: Claim | undefined): number {
  if (seen.length === 0) return POSSIBLE;
  return open?.role === 'casualty' ? AMONG_OTHERS : 0.95;
}

/** The one request that was open in it, or in one of the others that ended at that moment: each of these had one. */
const soleOpen = ({ claims }: Conclusion): Claim | undefined => {
  const [only, ...others] = claims.filter(({ role, request }) => role === 'casualty' && request !== undefined);
  return others.length === 0 && only?.request?.rivals ? only : undefined;
};

function remedyIn(incident: Conclusion, night: Night): Pick<Finding, 'remedy' | 'reference'> {
  const { server, block } = incident;
  const asked = SHOWS_STACKS[server.kind];
  const isSet = asked !== undefined && isStated(night, asked, /[1-9]/) && !isOfOtherTasks(asked, incident, night);
  const shown = block?.frame || isSet ? WHERE_SHOWN[server.kind] : undefined;
  const { text, reference } = shown ?? OWN_REMEDIES[server.kind] ?? remedyFor(block?.kind, 'sync');
  return { remedy: text, reference };
}

/** Celery's log tells a soft limit only of tasks that ran into theirs, and each may have its own (`Soft time limit (4s) exceeded for …`). */
function isOfOtherTasks(name: string, { claims }: Conclusion, { lifecycle, settings }: Night): boolean {
  const states = ({ step }: LifecycleEvent): boolean => step.what === 'server-setting' && step.name === name;
  const target = claims.find(({ role }) => role === 'culprit')?.request?.target;
  const told = lifecycle.filter(({ event }) => states(event));
  const isOfAnother = ({ text }: LifecycleEvent): boolean =>
    text.includes(' exceeded for ') && !text.includes(`${target ?? ''}[`);
  return !settings.some(states) && told.length > 0 && told.every(({ event }) => isOfAnother(event));
}

/** It was idle, or others were missed with it: nothing then speaks for a request of its own. */
const isOfOthers = (seen: readonly string[], incident: Conclusion, night: Night): boolean =>
  seen.length === 0 && (wasIdle(incident, night) || night.missedWith(incident).length > 0);

/** A worker that waits for a client to ask for something is at no request. */
const isUnasked = ({ block }: Conclusion): boolean => block?.kind === 'client-silent';

function classSigns(incident: Conclusion): readonly string[] {
  const { server } = incident;
  return [
    ...(takesOneAtATime(server) && server.workerClass !== 'sync'
      ? [`a worker of ${server.kind} ${isOneAtATime(server) ? '' : 'in this mode '}takes one request at a time`]
      : []),
    ...(server.workerClass === 'sync'
      ? ['the worker class is sync: one request at a time, no beat while it runs']
      : []),
  ];
}

const wasOpen = ({ role, label, request }: Claim): string =>
  role === 'culprit'
    ? `${label} was open when the worker was given up`
    : `${label} was open in it, or in ${othersOf(request?.rivals ?? 0)} given up in that moment`;

const othersOf = (rivals: number): string =>
  rivals === 1 ? 'the other that was' : `one of the ${String(rivals)} others that were`;

function signsFor(incident: Conclusion, culprit: Claim | undefined): readonly string[] {
  const { block } = incident;
  return [
    ...(culprit ? [wasOpen(culprit)] : []),
    ...(block?.kind === undefined ? [] : [`${foundBy(incident)} found the code in ${block.call ?? block.kind}`]),
  ];
}
