import { thousands } from '../lib/thousands.ts';
import { signalName } from '../lib/signals.ts';
import type { Incident, WorkerLife } from '../model/report.ts';

/** `timeout (SIGABRT)`, `exit (code 3)`, `oom`. */
export function causeWords({ cause, signal, exitCode }: Incident): string {
  if (signal !== null) return `${cause} (${signalName(signal)})`;
  return exitCode === null ? cause : `${cause} (code ${String(exitCode)})`;
}

/** `gzip.write at gen_op.py:38 save`; `undefined` where neither call nor frame is known. */
export function blockWords({ blocked }: Incident): string | undefined {
  if (!blocked) return undefined;
  const { call, frame } = blocked;
  if (call !== null && frame !== null) return `${call} at ${frame}`;
  return call ?? frame ?? undefined;
}

/** What the end of a life is called on its bar. */
export const endWords: Readonly<Record<WorkerLife['end'], string>> = {
  running: '',
  graceful: 'left',
  timeout: 'timeout',
  oom: 'out of memory',
  signal: 'signal',
  exit: 'exit',
  'boot-failure': 'boot failed',
  unknown: 'ended',
};

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${thousands(count)} ${count === 1 ? one : many}`;

/** A probability to two decimals, rounded down: the number never claims more than is known. */
export const sure = (confidence: number): string => (Math.floor(confidence * 100 + 1e-9) / 100).toFixed(2);

/** A length of time: `0.21 s`, `41.0 s`, `3 min 05 s`, `2 h 10 min`, `3 d 4 h`. */
export function lengthWords(us: number): string {
  const seconds = us / 1_000_000;
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`;
  if (seconds < 99.95) return `${seconds.toFixed(1)} s`;
  const [minutes, hours] = [Math.round(seconds / 60), Math.round(seconds / 3_600)];
  if (seconds < 3_600) return `${String(Math.floor(seconds / 60))} min ${pad(Math.floor(seconds % 60))} s`;
  if (hours < 48) return `${String(Math.floor(minutes / 60))} h ${pad(minutes % 60)} min`;
  return `${String(Math.floor(hours / 24))} d ${String(hours % 24)} h`;
}

const pad = (value: number): string => String(value).padStart(2, '0');
