import { groupedBy } from '../lib/grouped.ts';
import { placeOf } from '../model/traceback.ts';
import type { Conclusion } from '../model/conclusion.ts';
import type { Pattern } from '../model/report-pattern.ts';

/** A worker that lives no longer than this and is followed by another of the kind is in a loop. */
const LOOP_US = 60_000_000;

/** What several incidents have in common, whenever they were. */
export function patternsOf(incidents: readonly Conclusion[]): readonly Pattern[] {
  return [...sameFrame(incidents), ...crashLoop(incidents)];
}

function sameFrame(incidents: readonly Conclusion[]): readonly Pattern[] {
  const framed = incidents.flatMap(({ id, block }) => (block?.frame ? { id, frame: block.frame } : []));
  const byFrame = groupedBy(framed, ({ frame }) => `${placeOf(frame)} ${frame.function}`);
  return [...byFrame]
    .filter(([, same]) => same.length > 1)
    .map(([frame, same]) => ({
      title: `${String(same.length)} workers stood at the same place: ${frame}`,
      incidents: same.map(({ id }) => id),
      evidence: [],
    }));
}

function crashLoop(incidents: readonly Conclusion[]): readonly Pattern[] {
  const loop = incidents.filter((incident, at) => {
    const before = incidents[at - 1];
    const next = incidents[at + 1];
    const follows = before?.worker.replacedBy === incident.worker.pid;
    const isFollowed = next !== undefined && incident.worker.replacedBy === next.worker.pid && livedShort(next);
    return (follows && livedShort(incident)) || isFollowed;
  });
  if (loop.length < 3) return [];
  const title = `a crash loop: ${String(loop.length)} workers died one after the other, each in the place of the last`;
  return [{ title, incidents: loop.map(({ id }) => id), evidence: [] }];
}

const livedShort = ({ worker, death }: Conclusion): boolean =>
  worker.bootedAt !== undefined && death.goneAt - worker.bootedAt <= LOOP_US;
