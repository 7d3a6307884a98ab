import type { Window } from '../../infer/incident-windows.ts';
import { groupedBy } from '../../lib/grouped.ts';
import { instantOf } from '../../model/clock.ts';
import type { RequestEvent } from '../../model/event.ts';
import type { ActivityRow, RequestSpan } from '../../model/findings.ts';
import type { Micros, Stamp } from '../../model/time.ts';
import { type Block, closeUpOf } from '../../scan/block.ts';
import type { Readers } from '../../scan/readers.ts';
import { scanBlock, type ScannedBlock } from '../../scan/scan-block.ts';
import { type Ids, interestOf, telling } from './incident-interest.ts';
import { type Near, stretchesOf } from './near-stretches.ts';

/** True where the near part of a window is enough: of a block in which all records name their workers, if nobody's requests are asked for. */
export const isNearEnough = ({ pieces }: Near['row'], { givenUpIds }: Pick<Ids, 'givenUpIds'>): boolean =>
  givenUpIds.size === 0 && pieces?.every(({ isUnnamed }) => !isUnnamed) === true;

/**
 * A second look at a block, of which only the requests and the signs of life are news. What is near the end of a worker is enough, unless
 * that leaves open what was before: then it is looked at as far back as its window reaches.
 */
export function lookClosely(block: Block, readers: Readers, near: Near): ScannedBlock {
  const short = near.windows.map((window) => ({ ...window, from: window.nearFrom }));
  const looked = look(block, readers, { ...near, windows: short });
  const toldBy = byWorker(looked);
  const isOpen = near.windows.map((window) => leavesOpen(window, toldBy, near));
  if (!isOpen.includes(true)) return asNews(looked, { ...near, windows: short });
  const windows = near.windows.map((window, at) => (isOpen[at] === true ? window : (short[at] ?? window)));
  return asNews(look(block, readers, { ...near, windows }), { ...near, windows });
}

function look(block: Block, readers: Readers, near: Near): ScannedBlock {
  const { windows, clock, ...sought } = near;
  return scanBlock(block, readers, closeUpOf(interestOf(windows, clock, sought), stretchesOf(near)));
}

function asNews({ findings, spans }: ScannedBlock, { clock, windows }: Near): ScannedBlock {
  const activity = telling(findings.activity, clock, windows);
  return { findings: { ...findings, activity, events: [], edges: [], unrecognised: [] }, spans };
}

/** What a look found, by the pid that it is of: a block may hold the ends of hundreds of workers. */
interface ByWorker {
  readonly activity: ReadonlyMap<number | undefined, readonly ActivityRow[]>;
  readonly edges: ReadonlyMap<number | undefined, readonly RequestEvent[]>;
  readonly spans: ReadonlyMap<number | undefined, readonly RequestSpan[]>;
}

const byWorker = ({ findings: { activity, edges }, spans }: ScannedBlock): ByWorker => ({
  activity: groupedBy(activity, ({ pid }) => pid),
  edges: groupedBy(edges, ({ pid }) => pid),
  spans: groupedBy(spans, ({ end }) => end?.pid),
});

/** Whether the near part of a window does not tell when its worker last spoke, or when one of its own requests began. */
function leavesOpen(
  { pid, from, nearFrom, ownFrom }: Window,
  { activity, edges, spans }: ByWorker,
  { clock, row: { first } }: Near,
): boolean {
  const isAllOfBlock = first !== undefined && instantOf(first, clock) >= nearFrom;
  if (nearFrom <= from || isAllOfBlock) return false;
  const isBefore = (stamp: Stamp, at: Micros): boolean => instantOf(stamp, clock) < at;
  const speaksBefore = activity.get(pid)?.some((row) => !isBefore(row.first, nearFrom) && isBefore(row.first, ownFrom));
  const isOwnEnd = ({ edge, stamp }: RequestEvent): boolean =>
    edge === 'end' && stamp !== undefined && !isBefore(stamp, ownFrom);
  const beganBefore = ({ start, end }: RequestSpan): boolean =>
    start !== undefined &&
    end?.stamp !== undefined &&
    isOwnEnd(end) &&
    instantOf(end.stamp, clock) - (end.facts.durationUs ?? 0) < nearFrom;
  return speaksBefore !== true || edges.get(pid)?.some(isOwnEnd) === true || spans.get(pid)?.some(beganBefore) === true;
}
