import type { Incident } from '../model/report.ts';

const rank = ({ casualtyCount, requests }: Incident): readonly [number, number] => [
  casualtyCount,
  requests.filter(({ role }) => role === 'possible-casualty').length,
];

const byHarm = (a: Incident, b: Incident): number => {
  const [[died, perhaps], [diedThere, perhapsThere]] = [rank(a), rank(b)];
  return diedThere - died || perhapsThere - perhaps;
};

/** The `most` incidents that took the most requests with them, the earliest of equals, in the order in which they happened. */
export function gravest(incidents: readonly Incident[], most: number): readonly Incident[] {
  if (incidents.length <= most) return incidents;
  const chosen = new Set([...incidents].sort(byHarm).slice(0, most));
  return incidents.filter((incident) => chosen.has(incident));
}
