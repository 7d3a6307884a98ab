import type { ExceptionEvent } from '../../src/model/event.ts';
import type { CaseFacts } from '../../src/model/facts.ts';
import type { LifecycleStep } from '../../src/model/lifecycle.ts';
import type { Frame } from '../../src/model/traceback.ts';
import { aborted, booting, killed, spoke, started, timedOut, told } from '../correlate/told.ts';
import { examined } from './examined.ts';

export const setting = (name: string, value: string): LifecycleStep => ({ what: 'server-setting', name, value });
export const recycling = (worker: number, why: string): LifecycleStep => ({ what: 'worker-recycling', worker, why });
export const NO_URI: LifecycleStep = { what: 'request-failed', target: undefined };
export const READ_URI: LifecycleStep = { what: 'request-failed', target: '/feed' };

const frame = (file: string, name: string, code: string): Frame => ({ file, line: 41, function: name, code });
export const app = (code: string): Frame => frame('/srv/app/shop/views.py', 'show', code);
export const installed = (file: string, name: string, code: string): Frame =>
  frame(`/usr/lib/python3/dist-packages/${file}`, name, code);

export const RECV = installed('gunicorn/http/unreader.py', 'chunk', 'return self.sock.recv(self.mxchunk)');
export const SENDALL = installed('gunicorn/util.py', 'write', 'sock.sendall(data)');
export const REQUESTS = installed('requests/adapters.py', 'send', 'conn.urlopen(method=request.method)');
export const LOOKUP = frame(
  '/usr/lib/python3.11/socket.py',
  'getaddrinfo',
  'for res in _socket.getaddrinfo(host, port):',
);
export const EXECUTE = installed('psycopg2/extras.py', 'execute', 'return super().execute(query, vars)');
export const EMIT = frame('/usr/lib/python3.11/logging/__init__.py', 'emit', 'stream.write(msg + self.terminator)');
export const PROMPT = frame('/usr/lib/python3.11/cmd.py', 'cmdloop', 'line = input(self.prompt)');
export const ACQUIRE = frame('/usr/lib/python3.11/logging/__init__.py', 'acquire', 'self.lock.acquire()');

/** The abort of a pid at a second, standing in these frames, the innermost last. */
export function abortedIn(frames: readonly Frame[], pid = 10, at = 40): ExceptionEvent {
  const abort = aborted(pid, at + 0.2, 900 + pid);
  const [raised] = abort.traceback.chain;
  const handler = raised?.frames.slice(-1) ?? [];
  const chain = [{ exception: 'SystemExit', message: '1', frames: [...frames, ...handler] }];
  return { ...abort, traceback: { ...abort.traceback, chain } };
}

export const raised = (exception: string, message: string): ExceptionEvent => {
  const other = aborted(99, 35, 800);
  return { ...other, traceback: { ...other.traceback, chain: [{ exception, message, frames: [app('save()')] }] } };
};

export const died = (workerClass: string, ...more: readonly (readonly [number, number, LifecycleStep])[]) =>
  told(
    ...[[0, 1, started] as const, [0, 1, setting('worker_class', workerClass)] as const],
    ...[[0, 10, booting(10)] as const, ...more],
    ...[[40, 1, timedOut(10)] as const, [41, 11, booting(11)] as const],
  );

export const shot = (workerClass: string, at: number) =>
  told(
    ...[[0, 1, started] as const, [0, 1, setting('worker_class', workerClass)] as const, [0, 10, booting(10)] as const],
    ...[[40, 1, timedOut(10)] as const, [at, 1, killed(10)] as const, [at, 11, booting(11)] as const],
  );

/** A worker that spoke until second 9, so that it was silent for the whole timeout of 30 s. */
const silent = { activity: [spoke(10, 1, 9)] };
export const stood = (frames: readonly Frame[], of = 'sync'): Partial<CaseFacts> => ({
  ...{ ...silent, lifecycle: died(of), exceptions: [abortedIn(frames)] },
});

export const freshly = (...settings: readonly LifecycleStep[]) =>
  told(
    ...[[0, 1, started] as const, ...settings.map((step) => [0, 1, step] as const), [0, 10, booting(10)] as const],
    ...[[31, 1, timedOut(10)] as const, [32, 11, booting(11)] as const],
  );

export interface Row {
  readonly rule: string;
  readonly found: Partial<CaseFacts>;
  readonly confidence: number;
  /** As like it as can be, and yet not it. */
  readonly nearMiss: Partial<CaseFacts>;
}

export const confidenceOf = (rule: string, facts: Partial<CaseFacts>): number | undefined =>
  examined(facts)[0]?.find(({ id }) => id === rule)?.confidence;
