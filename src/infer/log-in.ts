import type { Correlation } from '../model/correlation.ts';
import type { Request } from '../model/request.ts';

/** Tells in which log a request was first told of; the pieces of a rotated set are one, the containers that write to one stream several. */
export const logIn =
  (logs: Correlation['logs']) =>
  ({ evidence: [first] }: Request): string | undefined => {
    const log = first && logs.get(first.origin.source);
    return log === undefined || first?.host === undefined ? log : `${log} ${first.host}`;
  };
