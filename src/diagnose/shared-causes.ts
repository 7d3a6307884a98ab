import { isBeside } from '../model/beside.ts';
import type { Conclusion } from '../model/conclusion.ts';
import type { SharedCause } from '../model/died-together.ts';
import type { Diagnosis } from '../model/report.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';
import { deathMoment, endedAt, type Worker } from '../model/worker.ts';
import type { Night } from './night.ts';
import type { Rule } from './rule.ts';

/** One of those that died together, with what the rules say of it. */
export interface Examined {
  readonly conclusion: Conclusion;
  readonly diagnoses: readonly Diagnosis[];
}

/** A cause that is found in fewer of them than this share is not theirs. */
const LEAST_SHARE = 2 / 3;

/** What is less likely is no cause to tell a group by. */
const LEAST_SURE = 0.25;

/**
 * The causes that may take several workers at once (the machine, its clock, a disk, the processors, a host that does not answer) and that
 * the rules find in each of these, or in most: as sure as of the least sure of them, and less by those in which nothing shows it.
 */
export function sharedCauses(group: readonly Examined[], rules: readonly Rule[], night: Night): readonly SharedCause[] {
  const alive = livedOn(group, night);
  return rules
    .filter(({ mayTakeSeveral }) => mayTakeSeveral)
    .flatMap((rule) => causeIn(group, rule, alive) ?? [])
    .sort((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1));
}

function causeIn(group: readonly Examined[], rule: Rule, alive: readonly Worker[]): SharedCause | undefined {
  const found = group.flatMap(({ diagnoses }) => diagnoses.find(({ id }) => id === rule.id) ?? []);
  const [first] = found;
  const share = found.length / group.length;
  if (!first || found.length < 2 || share < LEAST_SHARE) return undefined;
  const { id, title, remedy } = first;
  const spared = rule.isFromOutside && alive.length > 0;
  const surest = Math.min(...found.map(({ confidence }) => confidence)) * share;
  const confidence = spared ? surest / 2 : surest;
  if (confidence < LEAST_SURE) return undefined;
  return {
    ...{ id, title, remedy, confidence },
    for: [countOf(found.length, group.length), ...inAll(found.map((one) => one.for))],
    against: [...inAll(found.map(({ against }) => against)), ...(spared ? [sparedWords(alive)] : [])],
  };
}

const countOf = (found: number, all: number): string =>
  found === all ? `it is found in each of the ${String(all)}` : `it is found in ${String(found)} of the ${String(all)}`;

/** How many went with one is told of the group. */
const OF_OTHERS = /^\d+ more workers? (?:was|were) /;

/** What is said of each; where they have no words in common, what is said of the first. */
function inAll(told: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = told.map((signs) => signs.filter((words) => !OF_OTHERS.test(words)));
  const common = first.filter((words) => others.every((other) => other.includes(words)));
  return common.length > 0 ? common : first;
}

/** A master looks after all of its workers in one round. */
const ROUND_US = 3 * MICROS_PER_SECOND;

/** Workers of the same machines that were there before and after. */
function livedOn(group: readonly Examined[], { workers }: Night): readonly Worker[] {
  const died = new Set(group.map(({ conclusion }) => conclusion.worker));
  const [first] = group;
  if (!first) return [];
  const { death } = first.conclusion;
  const at = deathMoment(death);
  return workers.filter((other) => {
    const since = other.bootedAt ?? other.firstSeenAt;
    const until = other.end.how === 'running' ? (other.lastSeenAt ?? 0) : endedAt(other.end);
    return (
      since !== undefined &&
      since < at - ROUND_US &&
      until > at + ROUND_US &&
      !died.has(other) &&
      group.some(({ conclusion }) => isBeside(other, conclusion.worker))
    );
  });
}

const sparedWords = (alive: readonly Worker[]): string =>
  `${String(alive.length)} more ${alive.length === 1 ? 'worker' : 'workers'} of the machine lived on`;
