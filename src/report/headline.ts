import { groupedBy } from '../lib/grouped.ts';
import { workerName } from '../lib/worker-name.ts';
import type { Conclusion } from '../model/conclusion.ts';
import type { CaseFacts } from '../model/facts.ts';
import type { Cause } from '../model/report.ts';
import { deathMoment, type Worker } from '../model/worker.ts';
import { areBystanders } from './bystanders.ts';
import { counted } from './counted.ts';
import { statedOrNull, type Writing } from './place.ts';

const DEATHS: Readonly<Record<Exclude<Cause, 'oom'>, string>> = {
  timeout: 'was blocked and killed by its master',
  signal: 'was ended by a signal',
  exit: 'ended itself',
  'boot-failure': 'failed to boot',
  unknown: 'died without a word',
};

/** Platforms count for themselves what a dyno or an instance holds, and end it before the kernel would. */
const deathOf = ({ cause, death }: Conclusion): string =>
  cause === 'oom'
    ? `was killed by ${death.kernel?.event.by === 'platform' ? 'its platform' : 'the kernel'} for memory`
    : DEATHS[cause];

/** What was looked at. */
interface Looked {
  readonly facts: CaseFacts;
  readonly workers: readonly Worker[];
}

/** "Nobody died" and "could not look" are different answers. */
const nobody = (workers: readonly Worker[], sources: number): string =>
  workers.length === 0
    ? `No worker is heard of in these logs (${counted(sources, 'log')} read), so nothing can be said about deaths.`
    : `No worker died abnormally in these logs (${counted(sources, 'log')} read).`;

/** What they died of, the commonest first and counted where they differ; nothing where the deed says it. */
function causesOf(incidents: readonly Conclusion[]): string {
  const counts = [...groupedBy(incidents, ({ cause }) => cause)].sort(([, a], [, b]) => b.length - a.length);
  const [[only] = []] = counts;
  if (counts.length > 1) return ` (${counts.map(([cause, alike]) => `${String(alike.length)} ${cause}`).join(', ')})`;
  return only === undefined || only === 'boot-failure' ? '' : ` (${only})`;
}

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** One sentence that a manager can read. */
export function headline(incidents: readonly Conclusion[], { facts, workers }: Looked, writing: Writing): string {
  const [first, ...others] = incidents;
  if (!first) return nobody(workers, facts.sources.length);
  const casualties = incidents.reduce((sum, { casualtyCount }) => sum + casualtyCount, 0);
  const shared = incidents.some(
    ({ casualtyCount, claims }) => casualtyCount > 0 && areBystanders(casualtyCount, claims),
  );
  const who = counted(casualties, shared ? 'bystander request' : 'request');
  const took = casualties === 0 ? '' : ` and took ${who} with ${others.length === 0 ? 'it' : 'them'}`;
  const at = statedOrNull(deathMoment(first.death), writing);
  const when = at === null ? '' : `${at.slice(0, 10)} ${at.slice(11, 19)} ${at.slice(-6)}`;
  if (others.length === 0)
    return `${capitalised(workerName(first.worker))} ${deathOf(first)}${when === '' ? '' : ` at ${when}`}${took}.`;
  const deed = incidents.every(({ cause }) => cause === 'boot-failure') ? 'failed to boot' : 'died abnormally';
  return `${counted(incidents.length, 'worker')} ${deed}${when === '' ? '' : ` from ${when} on`}${causesOf(incidents)}${took}.`;
}
