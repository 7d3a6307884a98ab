import { withoutQuery } from '../lib/without-query.ts';
import type { Claim, Conclusion } from '../model/conclusion.ts';
import type { Pattern } from '../model/report.ts';

/** Kills closer than this have one cause between them or are a coincidence worth looking at. */
const TOGETHER_US = 2_000_000;
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

/** Workers of one master that went together, and what else they have in common. */
function together(incidents: readonly Conclusion[]): readonly Pattern[] {
  const byMaster = new Map<string, Conclusion[][]>();
  for (const incident of incidents) {
    const groups = byMaster.get(masterOf(incident)) ?? [];
    byMaster.set(masterOf(incident), groups);
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group && before && momentOf(incident) - momentOf(before) <= TOGETHER_US) group.push(incident);
    else groups.push([incident]);
  }
  return [...byMaster.values()]
    .flat()
    .filter((group) => group.length > 1)
    .map((group) => ({
      title: `${String(group.length)} workers of one master died, each within ${String(TOGETHER_US / 1_000_000)} s of the one before`,
      incidents: group.map(({ id }) => id),
      evidence: sharedBy(group),
    }));
}

/** Whose worker it was: who spoke of its end, on which machine. Where nobody did, all of a machine count as one master's. */
function masterOf({ worker }: Conclusion): string {
  const speaker = worker.told.find(({ event }) => event.pid !== undefined && event.pid !== worker.pid)?.event.pid;
  return `${worker.host ?? ''} ${speaker === undefined ? '' : String(speaker)}`;
}

const SHARED: Readonly<Record<NonNullable<Conclusion['disturbance']>['kind'], string>> = {
  pause: 'the machine had slept until then, or nearly',
  'clock-step': 'the clock of the machine had just been set',
  starvation: 'the kernel found processors stuck',
  silence: 'no log holds a line in the time before',
};

type Trait = (incident: Conclusion) => string | undefined;

const TRAITS: readonly Trait[] = [
  ({ disturbance }) => disturbance && SHARED[disturbance.kind],
  ({ cause }) => `the cause is the same: ${cause}`,
  ({ block }) => block?.frame && `all stood at ${block.frame.file}:${String(block.frame.line)} ${block.frame.function}`,
  ({ block }) => block?.call && `all were in ${block.call}`,
  ({ claims }) => targetOf(claims.find(({ role }) => role === 'culprit')),
  ({ claims }) =>
    claims.some(({ request }) => request) ? undefined : 'no request is known to have been open in any of them',
];

const targetOf = (culprit: Claim | undefined): string | undefined =>
  culprit?.request?.target && `the culprits asked for the same: ${withoutQuery(culprit.request.target)}`;

/** What is true of each of them. */
const sharedBy = (group: readonly Conclusion[]): readonly string[] =>
  TRAITS.flatMap((trait) => {
    const [first, ...others] = group.map(trait);
    return first !== undefined && first !== '' && others.every((other) => other === first) ? [first] : [];
  });

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
