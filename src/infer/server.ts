import type { Correlation } from '../model/correlation.ts';
import { DEFAULT_TIMEOUT_S } from '../model/default-timeouts.ts';
import type { LifecycleEvent } from '../model/event.ts';
import type { LifecycleStep } from '../model/lifecycle.ts';
import type { ServerFacts } from '../model/report.ts';
import { type Setting, statements } from '../model/statements.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';
import type { Worker } from '../model/worker.ts';
import { heldSince } from './held-since.ts';
import { shortestLife } from './shortest-life.ts';
import { silences } from './silences.ts';

/** Silences are told apart up to this long: what is longer is a worker with little to say. */
const LONGEST_TOLD_S = 30;
/** Timeouts that people choose; one of these within the bounds is more likely than its neighbours. */
const USUAL_TIMEOUTS_S: readonly number[] = [30, 60, 120, 10, 300, 90, 180, 600, 20, 15];

type Settings = Pick<Correlation, 'lifecycle' | 'settings' | 'workers' | 'exceptions' | 'requests'>;

/** What is known of the server that the workers belonged to. */
export function serverFacts(correlation: Settings): ServerFacts {
  const { lifecycle } = correlation;
  const steps = statements(correlation).map(({ step }) => step);
  const started = steps.findLast((step) => step.what === 'master-started');
  const kind =
    started?.server ?? speakerOf(lifecycle.map(({ event }) => event)) ?? managerIn(correlation.workers) ?? 'gunicorn';
  const workerClass = setting(steps, 'worker_class') ?? classByFrames(correlation) ?? null;
  return {
    kind,
    version: started?.version ?? null,
    workerClass,
    workers: numberOf(setting(steps, 'workers')) ?? null,
    ...timeout(steps, correlation, { workerClass, kind }),
  };
}

/** Supervisors that run workers of their own; the kernel, systemd and Kubernetes run whole machines and containers. */
const SERVERS: ReadonlySet<string> = new Set([
  'gunicorn',
  'uwsgi',
  'celery',
  'uvicorn',
  'unicorn',
  'puma',
  'php-fpm',
  'apache',
  'passenger',
  'odoo',
  'pm2',
  'node-cluster',
]);

/** The server of one worker: where several run side by side, the one whose words tell of it. */
export function serverOf({ told }: Worker, main: ServerFacts): ServerFacts {
  const speakers = told.flatMap(({ event: { by } }) => (by !== undefined && SERVERS.has(by) ? [by] : []));
  const [kind] = speakers;
  if (kind === undefined || speakers.includes(main.kind)) return main;
  return { kind, version: null, workerClass: null, workers: null, timeoutSeconds: null, timeoutFrom: null };
}

/** Whose words the most are about workers. */
function speakerOf(events: readonly LifecycleEvent[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { by, step } of events)
    if (by !== undefined && SERVERS.has(by) && isOfWorker(step)) counts.set(by, (counts.get(by) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

const isOfWorker = (step: LifecycleStep): boolean =>
  'worker' in step || step.what === 'unnamed-end' || step.what === 'request-timeout';

/** Who keeps the container or service that ended, where no server is heard of. */
const managerIn = (workers: readonly Worker[]): string | undefined => {
  const [first] = workers;
  return first?.pid === undefined
    ? first?.told.find(({ event: { step } }) => step.what === 'unit-ended')?.event.by
    : undefined;
};

const setting = (steps: readonly LifecycleStep[], name: string): string | undefined =>
  steps.findLast((step): step is Setting => step.what === 'server-setting' && step.name === name && step.value !== '')
    ?.value;

/** Files of gunicorn that only one worker class runs (gunicorn/workers, all versions). */
const CLASS_FILES: readonly (readonly [file: RegExp, workerClass: string])[] = [
  [/gunicorn[\\/]workers[\\/]sync\.py$/, 'sync'],
  [/gunicorn[\\/]workers[\\/]gthread\.py$/, 'gthread'],
  [/gunicorn[\\/]workers[\\/]ggevent\.py$/, 'gevent'],
  [/gunicorn[\\/]workers[\\/]geventlet\.py$/, 'eventlet'],
  [/gunicorn[\\/]workers[\\/]gtornado\.py$/, 'tornado'],
  [/uvicorn(?:[\\/]workers|_worker[\\/]\w+)\.py$/, 'uvicorn'],
];

/** The worker class that the frames of any traceback give away. */
function classByFrames({ exceptions }: Settings): string | undefined {
  const files = exceptions.flatMap(({ event }) =>
    event.traceback.chain.flatMap(({ frames }) => frames.map(({ file }) => file)),
  );
  return CLASS_FILES.find(([pattern]) => files.some((file) => pattern.test(file)))?.[1];
}

function numberOf(text: string | undefined): number | undefined {
  const value = Number(text);
  return text === undefined || text === '' || Number.isNaN(value) ? undefined : value;
}

/** What servers call the time after which they end a worker; gunicorn's and unicorn's name is `timeout`. */
const TIMEOUT_NAMES: Readonly<Record<string, string>> = {
  uwsgi: 'harakiri',
  celery: 'task_time_limit',
  'php-fpm': 'request_terminate_timeout',
  puma: 'worker_timeout',
};

function timeout(
  steps: readonly LifecycleStep[],
  { workers, lifecycle, requests }: Settings,
  { workerClass, kind }: Pick<ServerFacts, 'workerClass' | 'kind'>,
): Pick<ServerFacts, 'timeoutSeconds' | 'timeoutFrom'> {
  const fallback = DEFAULT_TIMEOUT_S[kind];
  const stated = numberOf(setting(steps, TIMEOUT_NAMES[kind] ?? 'timeout'));
  // PHP-FPM tells how long the request had taken, up to a second more than its limit.
  const configured = kind === 'php-fpm' ? (stated ?? limitIn(steps)) : (limitIn(steps) ?? stated);
  if (configured !== undefined) return { timeoutSeconds: configured, timeoutFrom: 'config' };
  const held = inferTimeout(heldSince(lifecycle));
  if (held !== undefined) return { timeoutSeconds: held, timeoutFrom: 'inferred' };
  const reloads = lifecycle.flatMap(({ at, event: { step } }) => (isReload(step) ? [at] : []));
  const inferred = bySilences(silences(workers, { requests, reloads }), workers, workerClass);
  if (inferred !== undefined) return { timeoutSeconds: inferred, timeoutFrom: 'inferred' };
  if (fallback === undefined) return { timeoutSeconds: null, timeoutFrom: null };
  return { timeoutSeconds: fallback, timeoutFrom: 'assumed' };
}

const isReload = (step: LifecycleStep): boolean =>
  step.what === 'master-signalled' && step.signal.toLowerCase() === 'hup';

function bySilences(
  silent: readonly number[],
  workers: readonly Worker[],
  workerClass: string | null,
): number | undefined {
  const inferred = beatsSeldom(workerClass) ? inferSeldomBeaten(silent) : inferTimeout(silent);
  return inferred !== undefined && inferred <= shortestLife(workers) + LIFE_SLACK_S ? inferred : undefined;
}

/** Boots and deaths are told with whole seconds. */
const LIFE_SLACK_S = 2;

/** The limit that a supervisor names when it is exceeded. */
const limitIn = (steps: readonly LifecycleStep[]): number | undefined =>
  steps
    .map((step) => (step.what === 'worker-timeout' || step.what === 'request-timeout' ? step.limitSeconds : undefined))
    .findLast((limit) => limit !== undefined);

/**
 * The timeout that the shortest silence speaks for. A worker beats every second and the master looks every second, so the
 * block began at most `timeout` + 2 s and at least `timeout` - 1 s before the line (gunicorn arbiter.py murder_workers), and the last
 * sign of life lies before it: half a second less than the timeout in the middle, as the last beat is up to a second older than the block.
 * A worker with little to say is silent for longer: then nothing is inferred.
 */
export function inferTimeout(silencesS: readonly number[]): number | undefined {
  if (silencesS.length === 0) return undefined;
  const shortest = Math.min(...silencesS);
  const usual = USUAL_TIMEOUTS_S.find((seconds) => seconds >= shortest - 2 && seconds <= shortest + 1);
  if (usual !== undefined) return usual;
  return shortest < LONGEST_TOLD_S ? Math.max(1, Math.round(shortest + 0.5)) : undefined;
}

/** A timeout that people often choose stands for those that are up to so much shorter. */
const ROUNDED_US = 2 * MICROS_PER_SECOND;

/** How much shorter than it is told a timeout may be, in us. */
export const roundedUs = ({ timeoutFrom }: Pick<ServerFacts, 'timeoutFrom'>): number =>
  timeoutFrom === 'inferred' ? ROUNDED_US : 0;

/** Uvicorn's worker beats every half of the timeout only (uvicorn/workers.py, 0.5 to 0.35: `timeout_notify`). */
const beatsSeldom = (workerClass: string | null): boolean => workerClass !== null && /uvicorn/i.test(workerClass);

/**
 * How long a worker may stand at the most before the beat is due that it misses, in us: half its timeout with uvicorn; the others beat
 * once a second, or right before each request.
 */
export const longestUnbeatenUs = (workerClass: string | null, timeoutUs: number): number =>
  beatsSeldom(workerClass) ? timeoutUs / 2 : 0;

/** The same where a block may begin up to half a timeout after the last beat: the bounds lie so far apart that only custom decides. */
export function inferSeldomBeaten(silencesS: readonly number[]): number | undefined {
  if (silencesS.length === 0) return undefined;
  const [shortest, longest] = [Math.min(...silencesS), Math.min(LONGEST_TOLD_S, Math.max(...silencesS))];
  const isWithin = (seconds: number): boolean => seconds >= longest - 2 && seconds / 2 <= shortest + 1;
  return [...USUAL_TIMEOUTS_S, 5].find(isWithin) ?? inferTimeout(silencesS);
}
