import type { ServerFacts } from './report.ts';

/**
 * gunicorn up to 21.2.0 holds the beats of its workers against the wall clock, from 22.0.0 on against a monotonic clock that
 * stands still while Linux is suspended (workers/workertmp.py of both). True where it is known to be the latter.
 */
export const beatsMonotonic = ({ kind, version }: Pick<ServerFacts, 'kind' | 'version'>): boolean =>
  kind === 'gunicorn' && version !== null && Number.parseInt(version) >= 22;
