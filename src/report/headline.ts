import { groupedBy } from '../lib/grouped.ts';
import { workerName } from '../lib/worker-name.ts';
import type { Conclusion } from '../model/conclusion.ts';
import type { Correlation } from '../model/correlation.ts';
import type { CaseFacts } from '../model/facts.ts';
import type { Cause } from '../model/report.ts';
import { untiedKills } from '../model/untied-kills.ts';
import { deathMoment } from '../model/worker.ts';
import type { Micros } from '../model/time.ts';
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
  readonly correlation: Pick<Correlation, 'workers' | 'lifecycle'>;
}

/** How a headline begins where something was killed and nobody knows what: then nobody is acquitted. */
export const NOBODY_KNOWN = 'No worker is known to have died abnormally';

/** "Nobody died" and "could not look" are different answers; so is "something was killed, and nobody knows what it was". */
function nobody({ facts: { sources }, correlation }: Looked, writing: Writing): string {
  const read = counted(sources.length, 'log');
  const [kill, ...more] = untiedKills(correlation);
  if (correlation.workers.length === 0)
    return `No worker is heard of in these logs (${read} read), so nothing can be said about deaths.`;
  if (!kill) return `No worker died abnormally in these logs (${read} read).`;
  const when = secondOf(kill.at, writing);
  const others = more.length === 0 ? '' : ` (and ${String(more.length)} more)`;
  return `${NOBODY_KNOWN}, but the kernel killed process ${String(kill.killed.process)} (${kill.killed.command}) for memory${when === '' ? '' : ` at ${when}`}${others}: whose it was, these logs do not tell (${read} read).`;
}

/** A moment to the second and its zone; empty where nothing states it. */
function secondOf(moment: Micros, writing: Writing): string {
  const at = statedOrNull(moment, writing);
  return at === null ? '' : `${at.slice(0, 10)} ${at.slice(11, 19)} ${at.slice(-6)}`;
}

/** What they died of, the commonest first and counted where they differ; nothing where the deed says it. */
function causesOf(incidents: readonly Conclusion[]): string {
  const counts = [...groupedBy(incidents, ({ cause }) => cause)].sort(([, a], [, b]) => b.length - a.length);
  const [[only] = []] = counts;
  if (counts.length > 1) return ` (${counts.map(([cause, alike]) => `${String(alike.length)} ${cause}`).join(', ')})`;
  return only === undefined || only === 'boot-failure' ? '' : ` (${only})`;
}

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** One sentence that a manager can read. */
export function headline(incidents: readonly Conclusion[], looked: Looked, writing: Writing): string {
  const [first, ...others] = incidents;
  if (!first) return nobody(looked, writing);
  const casualties = incidents.reduce((sum, { casualtyCount }) => sum + casualtyCount, 0);
  const shared = incidents.some(
    ({ casualtyCount, claims }) => casualtyCount > 0 && areBystanders(casualtyCount, claims),
  );
  const who = counted(casualties, shared ? 'bystander request' : 'request');
  const took = casualties === 0 ? '' : ` and took ${who} with ${others.length === 0 ? 'it' : 'them'}`;
  const when = secondOf(deathMoment(first.death), writing);
  if (others.length === 0)
    return `${capitalised(workerName(first.worker))} ${deathOf(first)}${when === '' ? '' : ` at ${when}`}${took}.`;
  const deed = incidents.every(({ cause }) => cause === 'boot-failure') ? 'failed to boot' : 'died abnormally';
  return `${counted(incidents.length, 'worker')} ${deed}${when === '' ? '' : ` from ${when} on`}${causesOf(incidents)}${took}.`;
}
