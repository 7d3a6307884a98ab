import type { Request } from '../../model/request.ts';

type Told = Pick<Request, 'method'>;

/** True if two records may tell of one request as far as methods go: many applications log none. */
export const haveOneMethod = (a: Told, b: Told): boolean =>
  a.method === undefined || b.method === undefined || a.method === b.method;
