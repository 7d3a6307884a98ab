import type { RequestClaim } from '../model/report.ts';

const ROLE_WORDS: Readonly<Record<RequestClaim['role'], string>> = {
  culprit: 'culprit',
  casualty: 'died',
  'possible-casualty': 'maybe',
  survivor: 'survived',
  stalled: 'held up',
};

const ROLE_COLUMNS = 9;

/**
 * A request's role and name. Its id says more than the words before it, and more of it fits; of one that does not, the end is kept,
 * as ids that are counted up or begin with a time differ there.
 */
export function requestLabel({ role, id, target, label }: RequestClaim, columns: number): string {
  const word = ROLE_WORDS[role].padEnd(ROLE_COLUMNS);
  if (id === null) return word + label;
  const letters = Array.from(id);
  const room = columns - ROLE_COLUMNS;
  if (letters.length > room) return `${word}…${letters.slice(1 - room).join('')}`;
  return `${word}${id}${target === null ? '' : ` ${target}`}`;
}
