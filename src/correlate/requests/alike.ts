import { withoutQuery } from '../../lib/without-query.ts';
import type { Request } from '../../model/request.ts';
import { type Micros, MICROS_PER_SECOND } from '../../model/time.ts';
import { haveOneMethod } from './have-one-method.ts';
import { isOneId } from './is-one-id.ts';

/** Server and proxy log an end within moments of each other, each perhaps cut to the second. */
export const NEAR_US = 1_200_000;

export type Buckets = ReadonlyMap<string, readonly Request[]>;

/** The path of those whose log does not tell what is asked for. */
const NOWHERE = '';

export const pathOf = ({ target = NOWHERE }: Request): string => withoutQuery(target);
export const endOf = ({ endedAt, proxy }: Request): Micros | undefined => proxy?.at ?? endedAt;
const second = (at: Micros | undefined): number => (at === undefined ? 0 : Math.floor(at / MICROS_PER_SECOND));

/** Requests by id, by target with query, and by path and second of their end; those that never ended by path alone. */
export function bucketed(requests: readonly Request[]): Buckets {
  const buckets = new Map<string, Request[]>();
  const put = (key: string, request: Request): void => {
    const bucket = buckets.get(key);
    if (bucket) bucket.push(request);
    else buckets.set(key, [request]);
  };
  for (const request of requests) {
    const at = endOf(request);
    put(at === undefined ? pathOf(request) : `${pathOf(request)} ${String(second(at))}`, request);
    if (request.id !== undefined) put(`#${request.id}`, request);
    if (request.target !== undefined && hasQuery(request)) put(request.target, request);
  }
  return buckets;
}

export const near = (buckets: Buckets, request: Request, at: Micros | undefined): readonly Request[] => [
  ...sameId(buckets, request),
  ...[-2, -1, 0, 1, 2].flatMap((off) => buckets.get(`${pathOf(request)} ${String(second(at) + off)}`) ?? []),
];

export const candidates = (buckets: Buckets, request: Request): readonly Request[] => [
  ...sameId(buckets, request),
  ...(buckets.get(pathOf(request)) ?? []),
  ...(buckets.get(NOWHERE) ?? []),
];

export const sameId = (buckets: Buckets, { id }: Request): readonly Request[] =>
  id === undefined ? [] : (buckets.get(`#${id}`) ?? []);

export const isSameId = (a: Request, b: Request): boolean =>
  a.id !== undefined && b.id !== undefined && isOneId(a.id, b.id);

/** Ids decide where both state one; else the query, where both state one. */
export function isSameWork(a: Request, b: Request): boolean {
  if (a.id !== undefined && b.id !== undefined) return isOneId(a.id, b.id);
  if (!haveOneMethod(a, b)) return false;
  if (a.target === undefined || b.target === undefined) return isAsOld(a, b) || tellsParameter(a, b);
  return hasQuery(a) && hasQuery(b) ? a.target === b.target : pathOf(a) === pathOf(b);
}

/** An application that logs no path may tell what was asked: `report for customer 33 begun` of `/report?customer=33`. */
function tellsParameter(told: Request, { target = '' }: Request): boolean {
  const words = told.evidence.flatMap(({ text }) => text.split(/\W+/));
  const asked = [...new URLSearchParams(target.slice(withoutQuery(target).length))];
  return asked.some(
    ([name, value]) => value !== '' && words.some((word, at) => word === name && words[at + 1] === value),
  );
}

/** Where nothing else can tell, both must be known to have begun at the same moment. */
const isAsOld = ({ startedAt: a }: Request, { startedAt: b }: Request): boolean =>
  a !== undefined && b !== undefined && Math.abs(a - b) <= NEAR_US;

const hasQuery = ({ target }: Request): boolean => target?.includes('?') === true;

export const distance = (a: Request, b: Request): number => Math.abs((endOf(a) ?? 0) - (endOf(b) ?? 0));
