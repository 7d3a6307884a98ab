import type { Request } from './request.ts';

/** Heroku's router names the dyno, which is what its logs name as the host of a worker. */
const DYNO = /^[a-z_]+\.\d+$/i;

/** True for a host that a proxy in front calls by the same name. */
export const isNamedInFront = (host: string | undefined): boolean => host !== undefined && DYNO.test(host);

/** The machine that served a request, by its own log or by the proxy; `undefined`: neither tells. */
export const machineOf = ({ host, evidence }: Request): string | undefined =>
  host ?? evidence.flatMap(({ facts: { upstream = '' } }) => (isNamedInFront(upstream) ? [upstream] : []))[0];
