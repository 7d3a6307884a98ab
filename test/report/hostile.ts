import type { Report } from '../../src/model/report.ts';
import { isReport } from './published-schema.ts';

/** Clears the screen, turns the writing direction, ends the line and begins one that looks like ours. */
const ATTACK = '\u001b[2J\u202e\u0007\u009b31m\r\nFORGED';

const FREE_TEXT = new Set([
  'label',
  'text',
  'why',
  'file',
  'path',
  'code',
  'clientSaw',
  'id',
  'host',
  'message',
  'title',
  'function',
]);

const attacked = (key: string, value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((item: unknown) => (typeof item === 'string' ? `${item}${ATTACK}` : item));
  return typeof value === 'string' && FREE_TEXT.has(key) ? `${value}${ATTACK}` : value;
};

/** The report as it would be if every text that comes from a log were an attack. */
export const hostile = (report: Report): Report => {
  const copy: unknown = JSON.parse(JSON.stringify(report), attacked);
  if (!isReport(copy)) throw new Error('an attack must still be a report');
  return copy;
};
