import { placeOf } from '../model/traceback.ts';
import { groupedBy } from '../lib/grouped.ts';
import type { Conclusion } from '../model/conclusion.ts';
import { isStated, type Micros } from '../model/time.ts';
import { deathMoment } from '../model/worker.ts';
import { sharedPath, sharedPlace } from './same-wait.ts';

/** Kills closer than this have one cause between them or are a coincidence worth looking at. */
const TOGETHER_US = 2_000_000;

/**
 * Workers that went together, each within two seconds of the one before: those of one master; and of several masters, or machines, where
 * each lost more than one of the same cause in that time, which is no chance.
 */
export function groupsTogether(incidents: readonly Conclusion[]): readonly (readonly Conclusion[])[] {
  const byMaster = [...groupedBy(incidents, masterOf).values()].flatMap(inRows).filter((group) => group.length > 1);
  return byMaster.toSorted(byFirst).reduce<readonly (readonly Conclusion[])[]>((groups, group) => {
    const beside = groups.find((other) => areBeside(other, group));
    if (!beside) return [...groups, group];
    const both = new Set([...beside, ...group]);
    return groups.map((other) => (other === beside ? incidents.filter((one) => both.has(one)) : other));
  }, []);
}

const momentOf = ({ death }: Conclusion): Micros => deathMoment(death);
const byMoment = (a: Conclusion, b: Conclusion): number => momentOf(a) - momentOf(b);
const byFirst = ([a]: readonly Conclusion[], [b]: readonly Conclusion[]): number => (a && b ? byMoment(a, b) : 0);

/** Of some in order of time those that follow each other closely. */
function inRows(some: readonly Conclusion[]): readonly (readonly Conclusion[])[] {
  const rows: Conclusion[][] = [];
  for (const incident of some) {
    const before = rows.at(-1)?.at(-1);
    if (before && isSoonAfter(momentOf(before), momentOf(incident))) rows.at(-1)?.push(incident);
    else rows.push([incident]);
  }
  return rows;
}

/** True if the second began before the first was over, and all ended of one cause. */
function areBeside(one: readonly Conclusion[], other: readonly Conclusion[]): boolean {
  const [last, first] = [one.at(-1), other[0]];
  if (last === undefined || first === undefined || !isSoonAfter(momentOf(last), momentOf(first))) return false;
  return [...one, ...other].every(({ cause }) => cause === first.cause);
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
  ({ block }) => block?.call && `all were in ${block.call}`,
  ({ claims }) =>
    claims.some(({ request }) => request) ? undefined : 'no request is known to have been open in any of them',
];

/** What is true of each of them, and that they are of several masters, where they are. */
export const sharedBy = (group: readonly Conclusion[]): readonly string[] => [
  ...mastersIn(group),
  ...waitIn(group),
  ...TRAITS.flatMap((trait) => {
    const [first, ...others] = group.map(trait);
    return first !== undefined && first !== '' && others.every((other) => other === first) ? [first] : [];
  }),
];

function waitIn(group: readonly Conclusion[]): readonly string[] {
  const [place, path] = [sharedPlace(group), sharedPath(group)];
  return [
    ...(place === undefined ? [] : [`all stood at ${place}`]),
    ...(path === undefined ? [] : [`all were at requests for the same: ${path}`]),
  ];
}

/** Only what all of them use (a database, a network disk, a service, the machine below) takes workers of several masters at once. */
function mastersIn(group: readonly Conclusion[]): readonly string[] {
  const masters = new Set(group.map(masterOf)).size;
  const hosts = [...new Set(group.flatMap(({ worker: { host } }) => host ?? []))];
  if (masters < 2) return [];
  const where = hosts.length > 1 ? `, on ${hosts.toSorted().join(', ')}` : '';
  return [`they are of ${String(masters)} masters${where}: look for what all of these use`];
}

/** How they ended, and where they stood, as far as it is known of each and differs. */
export function apartIn(group: readonly Conclusion[]): readonly string[] {
  const causes = new Set(group.map(({ cause }) => cause));
  return [
    ...(causes.size > 1
      ? [`they ended differently: ${group.map(({ id, cause }) => `${id} ${cause}`).join(', ')}`]
      : []),
    ...placesIn(group),
  ];
}

function placesIn(group: readonly Conclusion[]): readonly string[] {
  const stood = group.map(({ block }) => block?.frame && `${baseOf(placeOf(block.frame))} ${block.frame.function}`);
  const places = new Set(stood.filter((place) => place !== undefined));
  return stood.every((place) => place !== undefined) && places.size === group.length
    ? [`each stood at another place: ${[...places].join(', ')}`]
    : [];
}

const baseOf = (file: string): string => file.split(/[\\/]/).at(-1) ?? file;
