/** What is asked for, whatever its query says: `/report` of `/report?day=3`. There are tens of thousands, and to split them makes lists. */
export function withoutQuery(target: string): string {
  const at = target.indexOf('?');
  return at < 0 ? target : target.slice(0, at);
}
