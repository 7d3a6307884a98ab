import { describe, expect, it } from 'vitest';
import type { LifecycleStep } from '../../src/model/lifecycle.ts';
import { booting, edge, exiting, timedOut, told } from '../correlate/told.ts';
import { examined } from './examined.ts';
import {
  ACQUIRE,
  EMIT,
  EXECUTE,
  LOOKUP,
  NO_URI,
  PROMPT,
  READ_URI,
  RECV,
  REQUESTS,
  SENDALL,
  abortedIn,
  app,
  confidenceOf,
  died,
  freshly,
  raised,
  recycling,
  setting,
  shot,
  stood,
  type Row,
} from './scenes.ts';

const PUMA: LifecycleStep = { what: 'master-started', server: 'puma', version: '5.6.5' };

const ROWS: readonly Row[] = [
  {
    rule: 'gvl-held',
    found: { lifecycle: told([0, 1, PUMA], [0, 10, booting(10)], [70, 1, timedOut(10)], [70, 11, booting(11)]) },
    confidence: 0.5,
    nearMiss: { lifecycle: died('gthread') },
  },
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
  { rule: 'slow-client', found: stood([SENDALL]), confidence: 0.85, nearMiss: stood([app('peer.sendall(data)')]) },
  {
    rule: 'left-in-debugger',
    found: stood([app('breakpoint()'), PROMPT]),
    confidence: 0.75,
    nearMiss: stood([app('self.prompt = input()')]),
  },
  {
    rule: 'endless-loop',
    found: stood([app('total = sum(rows)')]),
    confidence: 0.5,
    nearMiss: stood([app('rows = f.read()')]),
  },
];

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
