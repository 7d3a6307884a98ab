import type { ExceptionEvent, LifecycleEvent, RequestEvent, RequestFacts } from '../../src/model/event.ts';
import type { CaseFacts } from '../../src/model/facts.ts';
import type { ActivityRow, SourceRow } from '../../src/model/findings.ts';
import type { LifecycleStep } from '../../src/model/lifecycle.ts';
import { type Stamp, wallMicros } from '../../src/model/time.ts';

/** Seconds after an arbitrary moment, as a stamp. */
export const stamp = (seconds: number, offsetMin?: number, precision: Stamp['precision'] = 's'): Stamp => ({
  wall: wallMicros((1_700_000_000 + seconds) * 1_000_000),
  offsetMin,
  precision,
});

/** A supervisor's lines as `[seconds, speaker, step]`, in order, in source 1, stating UTC. */
export const told = (...lines: readonly (readonly [number, number, LifecycleStep])[]): readonly LifecycleEvent[] =>
  lines.map(([seconds, pid, step], index) => ({
    kind: 'lifecycle',
    origin: { source: 1, line: index + 1, byteOffset: index * 80 },
    stamp: stamp(seconds, 0),
    pid,
    text: step.what,
    step,
  }));

export const booting = (worker: number): LifecycleStep => ({ what: 'worker-booting', worker });
export const timedOut = (worker: number): LifecycleStep => ({ what: 'worker-timeout', worker });
export const exiting = (worker: number): LifecycleStep => ({ what: 'worker-exiting', worker });
export const killed = (worker: number, signal = 9): LifecycleStep => ({ what: 'worker-killed', worker, signal });
export const started: LifecycleStep = { what: 'master-started', server: 'gunicorn', version: '20.1.0' };
export const signalled = (signal: string): LifecycleStep => ({ what: 'master-signalled', signal });

/** A pid that spoke from one second to another in a source. */
export const spoke = (pid: number, from: number, to: number, source = 2, offsetMin?: number): ActivityRow => {
  const origin = { source, line: 1, byteOffset: 0 };
  const counts = { records: 2, started: 0, finished: 0 };
  const [first, last] = [stamp(from, offsetMin, 'ms'), stamp(to, offsetMin, 'ms')];
  return { source, pid, first, last, firstOrigin: origin, lastOrigin: origin, ...counts };
};

/** The same of a pid that served two requests meanwhile. */
export const serving = (pid: number, from: number, to: number): ActivityRow => ({
  ...spoke(pid, from, to),
  ...{ started: 2, finished: 2 },
});

const NO_FACTS: RequestFacts = {
  id: undefined,
  method: undefined,
  target: undefined,
  status: undefined,
  durationUs: undefined,
};

export const edge = (
  kind: RequestEvent['edge'],
  { at, pid, line, ...facts }: { at: number; pid?: number; line: number } & Partial<RequestFacts>,
): RequestEvent => ({
  kind: 'request',
  edge: kind,
  origin: { source: 2, line, byteOffset: line * 50 },
  stamp: stamp(at, undefined, 'ms'),
  pid,
  text: `${kind} ${facts.id ?? facts.target ?? ''}`,
  facts: { ...NO_FACTS, ...facts },
});

const HANDLE_ABORT = {
  file: '/usr/lib/python3/gunicorn/workers/base.py',
  line: 203,
  function: 'handle_abort',
  code: 'sys.exit(1)',
};

/** The abort's traceback of a pid, standing in `save` of the application. */
export const aborted = (pid: number, at: number, line = 900): ExceptionEvent => ({
  kind: 'exception',
  origin: { source: 2, line, byteOffset: line * 50 },
  stamp: stamp(at, undefined, 'ms'),
  pid,
  text: 'Traceback (most recent call last): …',
  message: '',
  requestId: undefined,
  traceback: {
    truncated: false,
    group: [],
    chain: [
      {
        exception: 'SystemExit',
        message: '1',
        frames: [{ file: '/srv/app/jobs.py', line: 38, function: 'save', code: 'self.out.write(data)' }, HANDLE_ABORT],
      },
    ],
  },
});

/** A source without layouts. */
export const source = (id: number, path: string): SourceRow => ({
  ...{
    id,
    path,
    stream: path,
    ordinal: 0,
    storedBytes: 1,
    bytes: 1,
    lines: 1,
    headHash: '',
    tailHash: '',
    headBytes: 1,
    sha256: '',
  },
  ...{ envelopes: [], layouts: [], host: undefined, unrecognisedLines: 0 },
});

/** Source 1 is the server's log (UTC stated), source 2 the application's (no zone). */
export const factsWith = (facts: Partial<CaseFacts>): CaseFacts => {
  const spoken = (facts.lifecycle ?? []).map(({ origin, pid, stamp: at }) => ({
    ...{
      source: origin.source,
      pid,
      first: at ?? stamp(0),
      last: at ?? stamp(0),
      firstOrigin: origin,
      lastOrigin: origin,
    },
    ...{ records: 1, started: 0, finished: 0 },
  }));
  return {
    sources: [source(1, 'gunicorn.err'), source(2, 'run.log')],
    ...{ lifecycle: [], exceptions: [], notes: [], requests: [], edges: [], spans: [] },
    ...facts,
    activity: [...spoken, ...(facts.activity ?? [])],
  };
};
