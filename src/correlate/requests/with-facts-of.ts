import type { Request } from '../../model/request.ts';

/** A request with what another record tells of it: its own word goes first, but for the target, which has the query there. */
export const withFactsOf = (request: Request, line: Request): Request => ({
  ...request,
  id: request.id ?? line.id,
  method: request.method ?? line.method,
  target: line.target ?? request.target,
  status: request.status ?? line.status,
  evidence: [...request.evidence, ...line.evidence],
});
