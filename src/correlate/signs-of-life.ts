import { type Clock, instantOf } from '../model/clock.ts';
import type { ActivityRow } from '../model/findings.ts';
import { type Micros, micros } from '../model/time.ts';
import type { Draft } from './draft.ts';
import type { Gathered } from './gather-lives.ts';

/** One-second stamps are cut off, and a worker's first line may be written before the boot line is. */
const SLACK_US = 2_000_000;

/**
 * Lets the drafts know when their pids spoke, and adds lives for pids that speak in applications' logs although no
 * supervisor mentions them (a log that begins late, or hides its boot lines).
 */
export function hearWorkers(
  { drafts, masters }: Pick<Gathered, 'drafts' | 'masters'>,
  activity: readonly ActivityRow[],
  clocks: readonly Clock[],
): readonly Draft[] {
  const unheardOf = new Map<number, Draft>();
  for (const row of activity) {
    const clock = clocks.find(({ source }) => source === row.source);
    const { pid } = row;
    if (!clock || pid === undefined) continue;
    const spoke = { from: instantOf(row.first, clock), to: instantOf(row.last, clock) };
    const lives = drafts.filter((draft) => draft.pid === pid && isWithin(draft, spoke));
    if (lives.length === 0 && drafts.every((draft) => draft.pid !== pid) && !masters.has(pid)) {
      const draft = unheardOf.get(pid) ?? silentDraft(pid);
      unheardOf.set(pid, draft);
      lives.push(draft);
    }
    for (const draft of lives) hear(draft, spoke);
  }
  return [...drafts, ...unheardOf.values()];
}

const silentDraft = (pid: number): Draft => ({
  ...{ pid, host: undefined, boot: undefined, told: [] },
  ...{ firstSeenAt: undefined, lastSeenAt: undefined, signsOfLife: [] },
});

interface Spoke {
  readonly from: Micros;
  readonly to: Micros;
}

const isWithin = ({ boot, lost }: Draft, { from, to }: Spoke): boolean =>
  (boot === undefined || to >= boot.at - SLACK_US) && (lost === undefined || from <= lost.at + SLACK_US);

/** A row may span two lives of a pid; each takes what lies within its own. */
function hear(draft: Draft, { from, to }: Spoke): void {
  const earliest = Math.max(from, draft.boot?.at ?? from);
  const latest = Math.min(to, draft.lost?.at ?? to);
  draft.firstSeenAt = micros(Math.min(draft.firstSeenAt ?? earliest, earliest));
  draft.lastSeenAt = micros(Math.max(draft.lastSeenAt ?? latest, latest));
  draft.signsOfLife.push(micros(earliest), micros(latest));
}
