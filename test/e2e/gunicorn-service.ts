import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const APPLICATION = 'jobs_app:application';

/** What a client got: the status, or `undefined` where the connection just closed. */
export interface Outcome {
  readonly job: string;
  readonly status: number | undefined;
}

export interface Service {
  readonly logs: string;
  ask(path: string, job: string): Promise<Outcome>;
  /** Settles when so many jobs have started. */
  started(jobs: number): Promise<void>;
  /** Jobs started so far, by the pid that took them. */
  startedByWorker(): ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/** True if there is a gunicorn that can run the application under gevent. */
export const isGunicornInstalled = (): boolean =>
  spawnSync('gunicorn', ['--check-config', '-k', 'gevent', '--chdir', import.meta.dirname, APPLICATION], {
    env: { ...process.env, JOBS_LOG: '/dev/null', PYTHONDONTWRITEBYTECODE: '1' },
  }).status === 0;

/** Starts a real gunicorn with gevent workers on a socket in a folder of its own; ready when it listens. */
export async function startService(options: {
  workers: number;
  timeoutS: number;
  gracefulS: number;
  sleepS: number;
}): Promise<Service> {
  const folder = mkdtempSync(join(tmpdir(), 'forensics-gunicorn-'));
  const logs = join(folder, 'logs');
  const socket = join(folder, 'gunicorn.sock');
  const fifo = join(folder, 'nobody-reads');
  spawnSync('mkdir', ['-p', logs]);
  spawnSync('mkfifo', [fifo]);
  const environment = { JOBS_LOG: join(logs, 'run.log'), JOBS_FIFO: fifo, JOBS_SLEEP_S: String(options.sleepS) };
  const server = spawn(
    'gunicorn',
    [
      ...[APPLICATION, '--chdir', import.meta.dirname, '-k', 'gevent', '-w', String(options.workers)],
      ...['-t', String(options.timeoutS), '--graceful-timeout', String(options.gracefulS), '--bind', `unix:${socket}`],
      ...['--error-logfile', join(logs, 'gunicorn.err'), '--worker-tmp-dir', folder],
    ],
    { env: { ...process.env, ...environment, PYTHONDONTWRITEBYTECODE: '1' }, stdio: 'ignore' },
  );
  await until(() => booted(join(logs, 'gunicorn.err')) >= options.workers);
  return {
    logs,
    ask: (path, job) => ask(socket, path, job),
    started: (jobs) => until(() => starts(environment.JOBS_LOG).length >= jobs),
    startedByWorker: () => countsOf(starts(environment.JOBS_LOG)),
    stop: () =>
      stop(server).finally(() => {
        rmSync(folder, { recursive: true, force: true });
      }),
  };
}

const booted = (log: string): number =>
  existsSync(log) ? readFileSync(log, 'utf8').split('Booting worker').length - 1 : 0;

/** The pid of each start line. */
const starts = (log: string): readonly string[] =>
  existsSync(log)
    ? [...readFileSync(log, 'utf8').matchAll(/\[(\d+)\] \[INFO\] jobs: job \d+ start/g)].map(([, pid = '']) => pid)
    : [];

function countsOf(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Waits for a condition of the real server, not for a time. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 50));
}

function ask(socketPath: string, path: string, job: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const failed = () => {
      resolve({ job, status: undefined });
    };
    request({ socketPath, path: `${path}?job=${job}`, agent: false }, (response) => {
      response
        .on('error', failed)
        .on('end', () => {
          resolve({ job, status: response.statusCode });
        })
        .resume();
    })
      .on('error', failed)
      .end();
  });
}

function stop(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    server.once('exit', () => {
      resolve();
    });
    server.kill('SIGTERM');
  });
}
