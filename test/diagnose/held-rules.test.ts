import { describe, expect, it } from 'vitest';
import type { ExceptionEvent } from '../../src/model/event.ts';
import type { CaseFacts } from '../../src/model/facts.ts';
import type { LifecycleStep } from '../../src/model/lifecycle.ts';
import type { Frame } from '../../src/model/traceback.ts';
import { aborted, booting, edge, exiting, killed, spoke, started, timedOut, told } from '../correlate/told.ts';
import { examined } from './examined.ts';

const setting = (name: string, value: string): LifecycleStep => ({ what: 'server-setting', name, value });
const recycling = (worker: number, why: string): LifecycleStep => ({ what: 'worker-recycling', worker, why });
const NO_URI: LifecycleStep = { what: 'request-failed', target: undefined };
const READ_URI: LifecycleStep = { what: 'request-failed', target: '/feed' };

const frame = (file: string, name: string, code: string): Frame => ({ file, line: 41, function: name, code });
const app = (code: string): Frame => frame('/srv/app/shop/views.py', 'show', code);
const installed = (file: string, name: string, code: string): Frame =>
  frame(`/usr/lib/python3/dist-packages/${file}`, name, code);

const RECV = installed('gunicorn/http/unreader.py', 'chunk', 'return self.sock.recv(self.mxchunk)');
const SENDALL = installed('gunicorn/util.py', 'write', 'sock.sendall(data)');
const REQUESTS = installed('requests/adapters.py', 'send', 'conn.urlopen(method=request.method)');
const LOOKUP = frame('/usr/lib/python3.11/socket.py', 'getaddrinfo', 'for res in _socket.getaddrinfo(host, port):');
const EXECUTE = installed('psycopg2/extras.py', 'execute', 'return super().execute(query, vars)');
const EMIT = frame('/usr/lib/python3.11/logging/__init__.py', 'emit', 'stream.write(msg + self.terminator)');
const ACQUIRE = frame('/usr/lib/python3.11/logging/__init__.py', 'acquire', 'self.lock.acquire()');

/** The abort of a pid at a second, standing in these frames, the innermost last. */
function abortedIn(frames: readonly Frame[], pid = 10, at = 40): ExceptionEvent {
  const abort = aborted(pid, at + 0.2, 900 + pid);
  const [raised] = abort.traceback.chain;
  const handler = raised?.frames.slice(-1) ?? [];
  const chain = [{ exception: 'SystemExit', message: '1', frames: [...frames, ...handler] }];
  return { ...abort, traceback: { ...abort.traceback, chain } };
}

const raised = (exception: string, message: string): ExceptionEvent => {
  const other = aborted(99, 35, 800);
  return { ...other, traceback: { ...other.traceback, chain: [{ exception, message, frames: [app('save()')] }] } };
};

const died = (workerClass: string, ...more: readonly (readonly [number, number, LifecycleStep])[]) =>
  told(
    ...[[0, 1, started] as const, [0, 1, setting('worker_class', workerClass)] as const],
    ...[[0, 10, booting(10)] as const, ...more],
    ...[[40, 1, timedOut(10)] as const, [41, 11, booting(11)] as const],
  );

const shot = (workerClass: string, at: number) =>
  told(
    ...[[0, 1, started] as const, [0, 1, setting('worker_class', workerClass)] as const, [0, 10, booting(10)] as const],
    ...[[40, 1, timedOut(10)] as const, [at, 1, killed(10)] as const, [at, 11, booting(11)] as const],
  );

/** A worker that spoke until second 9, so that it was silent for the whole timeout of 30 s. */
const silent = { activity: [spoke(10, 1, 9)] };
const stood = (frames: readonly Frame[], of = 'sync'): Partial<CaseFacts> => ({
  ...{ ...silent, lifecycle: died(of), exceptions: [abortedIn(frames)] },
});

const freshly = (...settings: readonly LifecycleStep[]) =>
  told(
    ...[[0, 1, started] as const, ...settings.map((step) => [0, 1, step] as const), [0, 10, booting(10)] as const],
    ...[[31, 1, timedOut(10)] as const, [32, 11, booting(11)] as const],
  );

interface Row {
  readonly rule: string;
  readonly found: Partial<CaseFacts>;
  readonly confidence: number;
  /** As like it as can be, and yet not it. */
  readonly nearMiss: Partial<CaseFacts>;
}

const ROWS: readonly Row[] = [
  { rule: 'idle-connection', found: stood([RECV]), confidence: 0.75, nearMiss: stood([app('self.sock.recv(4096)')]) },
  {
    rule: 'idle-connection',
    found: { lifecycle: died('sync', [40, 10, NO_URI]) },
    confidence: 0.5,
    nearMiss: { lifecycle: died('sync', [40, 10, READ_URI]) },
  },
  {
    rule: 'stuck-exit',
    found: { lifecycle: died('sync', [9, 10, exiting(10)]) },
    confidence: 0.9,
    nearMiss: { lifecycle: [...died('sync'), ...told([41, 10, exiting(10)])] },
  },
  {
    rule: 'uvicorn-drain',
    found: { lifecycle: died('uvicorn.workers.UvicornWorker', [9, 10, recycling(10, 'max_requests')]) },
    confidence: 0.9,
    nearMiss: { lifecycle: died('gevent', [9, 10, recycling(10, 'max_requests')]) },
  },
  { rule: 'outgoing-call', found: stood([app('get()'), REQUESTS]), confidence: 0.75, nearMiss: stood([SENDALL]) },
  { rule: 'outgoing-call', found: stood([LOOKUP]), confidence: 0.75, nearMiss: stood([app('total = sum(rows)')]) },
  { rule: 'database-wait', found: stood([EXECUTE]), confidence: 0.75, nearMiss: stood([app('db.write(row)')]) },
  {
    rule: 'database-wait',
    found: {
      ...stood([EXECUTE]),
      exceptions: [raised('psycopg2.errors.DeadlockDetected', 'deadlock detected'), abortedIn([EXECUTE])],
    },
    confidence: 0.85,
    nearMiss: { ...stood([]), exceptions: [raised('psycopg2.errors.DeadlockDetected', 'deadlock detected')] },
  },
  {
    rule: 'gil-held',
    found: { lifecycle: shot('gthread', 41) },
    confidence: 0.75,
    nearMiss: { lifecycle: shot('sync', 41) },
  },
  {
    rule: 'gil-held',
    found: { lifecycle: shot('gevent', 41) },
    confidence: 0.75,
    nearMiss: { lifecycle: shot('gevent', 46) },
  },
  {
    rule: 'deadlock-after-fork',
    found: { lifecycle: freshly(setting('preload_app', 'True')) },
    confidence: 0.5,
    nearMiss: { lifecycle: freshly(setting('preload_app', 'False')) },
  },
  {
    rule: 'deadlock-after-fork',
    found: { lifecycle: freshly(), exceptions: [abortedIn([ACQUIRE], 10, 31)] },
    confidence: 0.75,
    nearMiss: { lifecycle: freshly(), exceptions: [abortedIn([EMIT], 10, 31)] },
  },
  { rule: 'blocked-logging', found: stood([EMIT]), confidence: 0.75, nearMiss: stood([app('self.out.write(line)')]) },
  { rule: 'slow-client', found: stood([SENDALL]), confidence: 0.75, nearMiss: stood([app('peer.sendall(data)')]) },
  {
    rule: 'endless-loop',
    found: stood([app('total = sum(rows)')]),
    confidence: 0.5,
    nearMiss: stood([app('rows = f.read()')]),
  },
];

const confidenceOf = (rule: string, facts: Partial<CaseFacts>): number | undefined =>
  examined(facts)[0]?.find(({ id }) => id === rule)?.confidence;

describe('what rules say of a worker that was held', () => {
  it.each(ROWS)('$rule, $confidence, and nothing of its near miss', ({ rule, found, confidence, nearMiss }) => {
    expect(examined(nearMiss)).toHaveLength(1);
    expect([confidenceOf(rule, found), confidenceOf(rule, nearMiss)]).toEqual([confidence, undefined]);
  });

  it('an endless loop for probable once two workers stood at one line', () => {
    const second = told([60, 12, booting(12)], [100, 1, timedOut(12)], [101, 13, booting(13)]);
    const lines = second.map((event) => ({ ...event, origin: { ...event.origin, line: event.origin.line + 50 } }));
    const at = [app('total = sum(rows)')];
    const facts = { lifecycle: [...died('sync'), ...lines], exceptions: [abortedIn(at), abortedIn(at, 12, 100)] };
    expect(confidenceOf('endless-loop', facts)).toBe(0.75);
  });

  it('an idle connection hardly where a request was open', () => {
    const facts = { ...stood([RECV]), edges: [edge('start', { at: 9, pid: 10, line: 1, id: 'a' })] };
    expect(confidenceOf('idle-connection', facts)).toBeLessThanOrEqual(0.5);
  });

  it('no long request where nothing was asked', () => {
    expect(confidenceOf('long-sync-request', stood([RECV]))).toBeUndefined();
  });
});
