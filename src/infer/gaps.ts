import type { Conclusion } from '../model/conclusion.ts';
import type { Correlation } from '../model/correlation.ts';
import type { Gap } from '../model/report.ts';

/** What the logs could not tell about these incidents, and the one line that settles it next time. */
export function gapsOf(incidents: readonly Conclusion[], { requests, unexplainedBoots }: Correlation): readonly Gap[] {
  if (incidents.length === 0 && unexplainedBoots.length === 0) return [];
  return [
    ...(unexplainedBoots.length > 0 ? [SILENT_DEATHS(unexplainedBoots.length)] : []),
    ...(requests.some(({ evidence }) => evidence.some(({ edge }) => edge === 'start')) ? [] : [NO_STARTS]),
    ...(incidents.some(({ claims }) => claims.some(({ role, request }) => role === 'culprit' && !request))
      ? [NO_ID]
      : []),
    ...(incidents.some(({ cause, tracebacks }) => cause === 'timeout' && tracebacks.length === 0) ? [NO_STACK] : []),
    ...(incidents.some(({ server }) => server.timeoutFrom === 'assumed') ? [NO_TIMEOUT] : []),
  ];
}

const SILENT_DEATHS = (boots: number): Gap => ({
  what: `${String(boots)} worker${boots === 1 ? '' : 's'} booted in the place of one whose end no line tells`,
  why: 'gunicorn up to 20.0.4 logs no death by signal, and 20.1.0 none by exit code; no pid in the other logs falls silent at that moment',
  remedy: "upgrade to gunicorn 21 or later, and put %(process)d into the application's log format",
});

const NO_STARTS: Gap = {
  what: 'which requests were in flight when the workers died',
  why: 'a killed request leaves no access line; only a line at its start can show that it was there',
  remedy:
    'log the start of each request with pid and request id, or run gunicorn with --log-level debug (it logs each start)',
};

const NO_ID: Gap = {
  what: 'which request the culprit was',
  why: 'the traceback shows where the code stood, but no request id',
  remedy: "put the request id into every record (a logging.Filter that adds it to the format), the traceback's too",
};

const NO_STACK: Gap = {
  what: 'where the blocked code stood',
  why: 'this way of dying leaves no traceback: SIGKILL, or an abort that the worker swallowed',
  remedy:
    'gevent: GEVENT_MONITOR_THREAD_ENABLE=true and GEVENT_MAX_BLOCKING_TIME=2; all classes: faulthandler.dump_traceback_later() in a post_fork hook',
};

const NO_TIMEOUT: Gap = {
  what: 'the timeout that was in force',
  why: 'no configuration is in these logs, and no worker was talkative enough to show it',
  remedy: 'state it (`--log-level debug` logs the whole configuration at start)',
};
