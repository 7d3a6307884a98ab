import type { Incident, RequestClaim } from '../model/report.ts';
import { type Micros, micros } from '../model/time.ts';
import { claimFilter } from './filter.ts';
import { momentOf } from './moment.ts';
import type { Happening } from './night.ts';
import { padded, type Span } from './span.ts';

/** The moments of a death, which is a span: when the block began, when the master spoke, when the worker was gone. */
export interface DeathSpan {
  readonly began: Micros | undefined;
  readonly told: Micros;
  readonly gone: Micros;
}

export function deathSpan({ incident, at }: Happening): DeathSpan {
  const told = momentOf(incident.blocked?.to ?? null) ?? at;
  return {
    began: momentOf(incident.blocked?.from ?? null),
    told,
    gone: micros(Math.max(told, momentOf(incident.worker.diedAt) ?? told)),
  };
}

/** A request without a known start goes first where it is the culprit, else last. */
const ageKey = ({ startedAt, role }: RequestClaim): number =>
  momentOf(startedAt) ?? (role === 'culprit' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);

/** The requests of an incident that the filter leaves, the oldest first. Row 0 of its screen is the worker; these follow. */
export const claimsOf = ({ requests }: Incident, filter: string): readonly RequestClaim[] =>
  requests
    .filter(claimFilter(filter))
    .map((claim) => ({ claim, key: ageKey(claim) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ claim }) => claim);

/** Older requests than this many times the length of the death reach over the left edge. */
const LOOK_BACK = 3;

/** The time that an incident's screen shows at first: from its oldest request to its end. */
export function closeSpan(happening: Happening): Span {
  const { began, told, gone } = deathSpan(happening);
  const { requests, worker } = happening.incident;
  const onset = began ?? momentOf(worker.lastSignOfLifeAt) ?? told;
  const starts = requests.flatMap(({ startedAt }) => momentOf(startedAt) ?? []);
  const ends = requests.flatMap(({ endedAt }) => momentOf(endedAt) ?? []);
  const length = Math.max(gone - onset, 1_000_000);
  const from = Math.max(Math.min(onset, ...starts), onset - LOOK_BACK * length);
  const to = Math.min(Math.max(gone, ...ends), gone + LOOK_BACK * length);
  // room for the word at the end
  return padded({ from: micros(from), to: micros(to + Math.round((to - from) / 6)) });
}
