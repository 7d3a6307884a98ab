import { groupedBy } from '../../lib/grouped.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { CaseFacts, Placed } from '../../model/facts.ts';
import { isMasters } from './masters-words.ts';

type Word = Placed<LifecycleEvent>;
type HostOf = (event: LifecycleEvent) => string | undefined;

/** Which of several servers of one machine a line is of, by the log that it writes; `undefined`: there is one alone, or nobody can tell. */
export type ServerOf = (event: LifecycleEvent) => string | undefined;

/** A log in which a master speaks: of whom it tells, and from when to when its master does. */
interface Log {
  readonly host: string | undefined;
  readonly stream: string;
  readonly pids: ReadonlySet<number>;
  readonly from: number;
  readonly to: number;
}

/**
 * Several servers of one machine write a log each, and no boot line names its master (the worker writes it: gunicorn arbiter.py,
 * spawn_worker). Logs in which masters speak at the same time, and that have no process in common, are of different servers: what is
 * said in one is of no worker of the other. Words that stand elsewhere (uvicorn's on stdout) are of the server that knows their process.
 */
export function serversApart(
  words: readonly Word[],
  { sources }: Pick<CaseFacts, 'sources'>,
  hostOf: HostOf,
): ServerOf {
  const streams = new Map(sources.map(({ id, stream }) => [id, stream]));
  const streamOf = ({ origin: { source } }: LifecycleEvent): string => streams.get(source) ?? String(source);
  const byHost = groupedBy(words, ({ event }) => hostOf(event));
  const logs = new Map(
    [...byHost].map(([host, said]) => {
      const byStream = groupedBy(said, ({ event }) => streamOf(event));
      return [host, apart([...byStream].flatMap(([stream, of]) => logOf(of, { host, stream }) ?? []))];
    }),
  );
  return (event) => {
    const beside = logs.get(hostOf(event)) ?? [];
    const pid = 'worker' in event.step ? event.step.worker : event.pid;
    const knows = ({ pids }: Log): boolean => pid !== undefined && pids.has(pid);
    return (beside.find(({ stream }) => stream === streamOf(event)) ?? beside.find(knows))?.server;
  };
}

/** `undefined` where no master speaks. */
function logOf(said: readonly Word[], where: Pick<Log, 'host' | 'stream'>): Log | undefined {
  const masters = said.filter(({ event: { step, pid } }) => step.what !== 'unnamed-end' && isMasters(step, pid));
  const [first, last] = [masters[0], masters.at(-1)];
  const pids = said
    .flatMap(({ event: { pid, step } }) => ['worker' in step ? step.worker : undefined, pid])
    .filter((pid) => pid !== undefined);
  if (!first || !last || pids.length === 0) return undefined;
  return { ...where, pids: new Set(pids), from: first.at, to: last.at };
}

/** The logs of one machine, each with the server that it is of; none where these are one alone, or one after the other. */
function apart(logs: readonly Log[]): readonly (Log & { readonly server: string })[] {
  const named = logs.map((log) => ({ ...log, server: logs.find((other) => shareProcess(log, other))?.stream ?? '' }));
  const speakTogether = named.some((log) =>
    named.some((other) => other.server !== log.server && other.from <= log.to && log.from <= other.to),
  );
  return speakTogether ? named : [];
}

const shareProcess = (a: Log, b: Log): boolean => [...a.pids].some((pid) => b.pids.has(pid));
