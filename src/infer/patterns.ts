import { groupedBy } from '../lib/grouped.ts';
import { placeOf } from '../model/traceback.ts';
import type { Conclusion } from '../model/conclusion.ts';
import type { Pattern } from '../model/report-pattern.ts';

/** Whoever lives no longer than this after another's death dies of what the other died of: a loop. */
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

/** Workers may die in step, so who took whose place is asked, not who died next. */
function crashLoop(incidents: readonly Conclusion[]): readonly Pattern[] {
  const replaced = new Map(
    incidents.flatMap((incident) => {
      const { host, replacedBy } = incident.worker;
      return replacedBy === undefined ? [] : [[lifeOf(host, replacedBy), incident] as const];
    }),
  );
  const steps = incidents.flatMap((incident) => {
    const { host, pid } = incident.worker;
    const before = pid === undefined ? undefined : replaced.get(lifeOf(host, pid));
    return before && isLoop(before, incident) ? [before, incident] : [];
  });
  const inLoop = new Set(steps);
  const loop = incidents.filter((incident) => inLoop.has(incident));
  if (loop.length < 3) return [];
  const title = `${String(loop.length)} workers died one after the other, each in the place of the last, within a minute of its start`;
  return [{ title, incidents: loop.map(({ id }) => id), evidence: [] }];
}

const lifeOf = (host: string | undefined, pid: number): string => `${host ?? ''} ${String(pid)}`;

const isLoop = (before: Conclusion, after: Conclusion): boolean =>
  after.death.goneAt > before.death.goneAt && livedShort(after);

const livedShort = ({ worker, death }: Conclusion): boolean =>
  worker.bootedAt !== undefined && death.goneAt - worker.bootedAt <= LOOP_US;
