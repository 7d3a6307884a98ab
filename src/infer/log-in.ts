import type { Correlation } from '../model/correlation.ts';
import type { Request } from '../model/request.ts';

/** Tells in which log a request was first told of; the pieces of a rotated set are one. */
export const logIn =
  (logs: Correlation['logs']) =>
  ({ evidence: [first] }: Request): string | undefined =>
    first && logs.get(first.origin.source);
