import type { RequestClaim } from '../model/report.ts';

/** True if those who died shared the worker with the one to blame; one alone, with nobody else to blame, may itself be why it ended. */
export const areBystanders = (casualties: number, claims: readonly Pick<RequestClaim, 'role'>[]): boolean =>
  casualties > 1 || claims.some(({ role }) => role === 'culprit');
