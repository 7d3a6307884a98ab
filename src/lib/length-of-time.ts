/** A length of time as people say it, of microseconds: `3 s`, `42 min`, `9 h 27 min`. Never negative. */
export function lengthOfTime(us: number): string {
  const seconds = Math.max(0, Math.round(us / 1_000_000));
  if (seconds < 300) return `${String(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${String(minutes)} min`;
  return `${String(Math.floor(minutes / 60))} h ${String(minutes % 60).padStart(2, '0')} min`;
}
