import type { Conclusion } from '../model/conclusion.ts';
import type { Pattern } from '../model/report.ts';

/** Kills closer than this have one cause between them or are a coincidence worth looking at. */
const TOGETHER_US = 3_000_000;
/** A worker that lives no longer than this and is followed by another of the kind is in a loop. */
const LOOP_US = 60_000_000;

/** What several incidents have in common. */
export function patternsOf(incidents: readonly Conclusion[]): readonly Pattern[] {
  return [...sameFrame(incidents), ...together(incidents), ...crashLoop(incidents)];
}

function sameFrame(incidents: readonly Conclusion[]): readonly Pattern[] {
  const byFrame = new Map<string, Conclusion[]>();
  for (const incident of incidents) {
    const frame = incident.block?.frame;
    if (!frame) continue;
    const key = `${frame.file}:${String(frame.line)} ${frame.function}`;
    byFrame.set(key, [...(byFrame.get(key) ?? []), incident]);
  }
  return [...byFrame]
    .filter(([, same]) => same.length > 1)
    .map(([frame, same]) => ({
      title: `${String(same.length)} workers stood at the same place: ${frame}`,
      incidents: same.map(({ id }) => id),
      evidence: [],
    }));
}

const momentOf = ({ death }: Conclusion): number => death.timeoutAt ?? death.goneAt;

function together(incidents: readonly Conclusion[]): readonly Pattern[] {
  const groups: Conclusion[][] = [];
  for (const incident of incidents) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group && before && momentOf(incident) - momentOf(before) <= TOGETHER_US) group.push(incident);
    else groups.push([incident]);
  }
  return groups
    .filter((group) => group.length > 1)
    .map((group) => ({
      title: `${String(group.length)} workers died within ${String(TOGETHER_US / 1_000_000)} s of each other`,
      incidents: group.map(({ id }) => id),
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
