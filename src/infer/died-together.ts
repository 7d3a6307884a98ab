import { withoutQuery } from '../lib/without-query.ts';
import type { Claim, Conclusion } from '../model/conclusion.ts';
import { isStated, type Micros } from '../model/time.ts';
import { deathMoment } from '../model/worker.ts';

/** Kills closer than this have one cause between them or are a coincidence worth looking at. */
const TOGETHER_US = 2_000_000;

/** Workers of one master that went together, each within two seconds of the one before. */
export function groupsTogether(incidents: readonly Conclusion[]): readonly (readonly Conclusion[])[] {
  const byMaster = new Map<string, Conclusion[][]>();
  for (const incident of incidents) {
    const groups = byMaster.get(masterOf(incident)) ?? [];
    byMaster.set(masterOf(incident), groups);
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group && before && isSoonAfter(deathMoment(before.death), deathMoment(incident.death))) group.push(incident);
    else groups.push([incident]);
  }
  return [...byMaster.values()].flat().filter((group) => group.length > 1);
}

/** Where no line states a time, nothing tells how far apart they were. */
const isSoonAfter = (before: Micros, at: Micros): boolean =>
  isStated(before) && isStated(at) && at - before <= TOGETHER_US;

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
export const sharedBy = (group: readonly Conclusion[]): readonly string[] =>
  TRAITS.flatMap((trait) => {
    const [first, ...others] = group.map(trait);
    return first !== undefined && first !== '' && others.every((other) => other === first) ? [first] : [];
  });

/** Where they stood, or what they were at, as far as it is known of each and differs. */
export function apartIn(group: readonly Conclusion[]): readonly string[] {
  const stood = group.map(
    ({ block }) => block?.frame && `${baseOf(block.frame.file)}:${String(block.frame.line)} ${block.frame.function}`,
  );
  const places = new Set(stood.filter((place) => place !== undefined));
  return stood.every((place) => place !== undefined) && places.size === group.length
    ? [`each stood at another place: ${[...places].join(', ')}`]
    : [];
}

const baseOf = (file: string): string => file.split(/[\\/]/).at(-1) ?? file;
