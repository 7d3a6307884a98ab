import { placeOf } from '../model/traceback.ts';
import { withoutQuery } from '../lib/without-query.ts';
import type { Claim, Conclusion } from '../model/conclusion.ts';
import type { SharedCause } from '../model/died-together.ts';
import type { Request } from '../model/request.ts';

/** All stood at one place of the code; all were at requests for one part of the site, which hardly is by chance. */
const ONE_PLACE = 0.85;
const ONE_PATH = 0.7;

/** What all paths may have in common by chance is no sign. */
const LEAST_RARE = 0.05;

/** The same for which each of the group, missed by its master, waited; `undefined` where nothing shows one. */
export function sameWait(group: readonly Conclusion[], asked: Asked): SharedCause | undefined {
  if (group.some(({ cause, disturbance }) => cause !== 'timeout' || disturbance?.explains === true)) return undefined;
  const place = sharedPlace(group);
  const path = sharedPath(group);
  if (place !== undefined) return waitAt(place, path);
  return path !== undefined && byChance(path, group.length, asked) <= LEAST_RARE ? waitFor(path) : undefined;
}

/** How many requests there were for each path. */
export type Asked = ReadonlyMap<string, number>;

export function askedIn(requests: readonly Request[]): Asked {
  const asked = new Map<string, number>();
  for (const { target } of requests) {
    if (target === undefined) continue;
    const path = withoutQuery(target);
    asked.set(path, (asked.get(path) ?? 0) + 1);
  }
  return asked;
}

const REMEDY =
  'Look at what these requests use at that time: a database, a lock, another host. Give each wait for it a limit below the timeout of the workers: then a request fails, and no worker with it.';

const at = (path: string): string => `each was at a request for ${path}`;

const waitAt = (place: string, path: string | undefined): SharedCause => ({
  id: 'same-wait',
  title: `All waited for the same thing, at ${place}`,
  confidence: ONE_PLACE,
  for: [`each stood at ${place}`, ...(path === undefined ? [] : [at(path)])],
  against: [],
  remedy: REMEDY,
});

const waitFor = (path: string): SharedCause => ({
  id: 'same-wait',
  title: `All waited for the same thing, in requests for ${path}`,
  confidence: ONE_PATH,
  for: [at(path)],
  against: ['no stack shows where they stood'],
  remedy: REMEDY,
});

/** The place at which all stood. */
export const sharedPlace = (group: readonly Conclusion[]): string | undefined =>
  theSame(group.map(({ block }) => block?.frame && `${placeOf(block.frame)} ${block.frame.function}`));

/** What all were asked for. */
export function sharedPath(group: readonly Conclusion[]): string | undefined {
  const paths = group.map(({ claims }) => pathsOf(claims));
  if (paths.some((some) => some.length === 0)) return undefined;
  const [first = [], ...others] = paths.flat().map((path) => path.split('/'));
  const common = others.reduce<readonly string[]>(commonHead, first);
  const path = common.join('/');
  if (path === '' || path === '/') return undefined;
  return paths.flat().every((one) => one === path) ? path : `${path}/…`;
}

const commonHead = (one: readonly string[], other: readonly string[]): readonly string[] => {
  const end = one.findIndex((part, at) => part !== other[at]);
  return end < 0 ? one : one.slice(0, end);
};

/** What the culprit asked for; where none is known, what all asked for that were open. */
function pathsOf(claims: readonly Claim[]): readonly string[] {
  const culprits = claims.filter(({ role }) => role === 'culprit');
  const open = culprits.length > 0 ? culprits : claims.filter(({ role }) => role !== 'survivor' && role !== 'stalled');
  return [
    ...new Set(open.flatMap(({ request }) => (request?.target === undefined ? [] : withoutQuery(request.target)))),
  ];
}

const theSame = (some: readonly (string | undefined)[]): string | undefined =>
  some.every((one) => one === some[0]) ? some[0] : undefined;

/** How likely as many requests out of all would all be for this path. */
function byChance(path: string, count: number, asked: Asked): number {
  const head = path.endsWith('…') ? path.slice(0, -1) : path;
  const fits = (one: string): boolean => (head === path ? one === path : one.startsWith(head));
  let [fitting, all] = [0, 0];
  for (const [one, times] of asked) {
    all += times;
    if (fits(one)) fitting += times;
  }
  return (fitting / Math.max(1, all)) ** count;
}
