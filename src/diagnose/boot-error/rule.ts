import { within } from '../../lib/within.ts';
import type { Conclusion } from '../../model/conclusion.ts';
import type { ExceptionEvent } from '../../model/event.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import { lastRaised } from '../../model/traceback.ts';
import type { Night } from '../night.ts';
import type { Finding, Rule } from '../rule.ts';

/** Stamps are cut off at the second. */
const SLACK_US = 2 * MICROS_PER_SECOND;
/** Where no boot is told, an application takes no longer to load than this. */
const LOADS_US = 120 * MICROS_PER_SECOND;

/** How a failed start is kept away from those who serve, by server. */
const BEFOREHAND: Readonly<Record<string, string>> = {
  gunicorn:
    ' Have `gunicorn --check-config APP` load the new code before a reload or restart: a worker that cannot load it has its master stop, and all workers with it.',
  uwsgi: ' Without need-app uWSGI starts all the same, and answers each request with an error.',
};

/** The application could not be loaded: an exception of the worker that was coming up tells why. */
export const bootError: Rule = {
  id: 'boot-error',
  title: 'The application could not be loaded: its code raised an exception',
  mayTakeSeveral: true,
  examine(incident: Conclusion, night: Night): Finding | undefined {
    const raised = incident.cause === 'boot-failure' ? raisedIn(incident, night) : undefined;
    if (!raised) return undefined;
    return {
      confidence: 0.95,
      for: [wordsOf(raised)],
      against: [],
      remedy: `Mend what the traceback shows: a module or a setting that is missing, or what this code needs at its start.${BEFOREHAND[incident.server.kind] ?? ''}`,
      reference: 'gunicorn docs, "Settings", check_config; gunicorn arbiter.py, reap_workers and halt',
    };
  },
};

/** The last that the worker raised while it was coming up; its master's word on it is none. */
function raisedIn({ worker, death: { goneAt } }: Conclusion, { exceptions }: Night): ExceptionEvent | undefined {
  const from = (worker.bootedAt ?? goneAt - LOADS_US) - SLACK_US;
  const raised = within(exceptions, from, goneAt + SLACK_US).filter(({ event }) => !isMasters(event));
  const own = raised.findLast(({ event }) => worker.pid !== undefined && event.pid === worker.pid);
  if (own) return own.event;
  // One of which the head is lost names nobody: it is the worker's if nothing else was raised in these moments.
  const [one, ...others] = within(raised, goneAt - SLACK_US, goneAt + SLACK_US);
  return others.length === 0 && one?.event.pid === undefined && isLoading(one?.event) ? one?.event : undefined;
}

/** Modules are loaded in it: the innermost frames are of the import, or of a module's own lines. */
const isLoading = (event: ExceptionEvent | undefined): boolean =>
  event?.traceback.chain.some(({ frames }) =>
    frames.some(({ file, function: name }) => name === '<module>' || file === '<frozen importlib._bootstrap>'),
  ) === true;

/** gunicorn errors.py */
const isMasters = ({ traceback }: ExceptionEvent): boolean =>
  /(?:^|\.)HaltServer$/.test(lastRaised(traceback)?.exception ?? '');

/** Of Python, frozen into it or not, and of what is installed: `os.environ['KEY']` raises in `<frozen os>` (3.11 on). */
const OF_LIBRARIES = /^<|(?:site|dist)-packages[\\/]|[\\/]lib(?:64)?[\\/]python\d/;

function wordsOf({ traceback }: ExceptionEvent): string {
  const { exception = '', message = '', frames = [] } = lastRaised(traceback) ?? {};
  const frame = frames.findLast(({ file }) => !OF_LIBRARIES.test(file)) ?? frames.at(-1);
  const place = frame && `${frame.file}:${String(frame.line)} ${frame.function}`;
  if (exception === '') return `it raised what the log no longer tells${place === undefined ? '' : `, below ${place}`}`;
  return `it raised ${[exception, message].filter(Boolean).join(': ')}${place === undefined ? '' : `, at ${place}`}`;
}
