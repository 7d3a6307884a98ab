import { UserError } from '../lib/errors.ts';
import type { Size } from '../tui/state.ts';

const SIZE = /^(?<columns>\d{1,3})x(?<rows>\d{1,3})$/i;

/** Columns and lines of `100x30`. Throws UserError E_SIZE. */
export function parseSize(text: string): Size {
  const { columns, rows } = SIZE.exec(text.trim())?.groups ?? {};
  if (columns !== undefined && rows !== undefined) return { columns: Number(columns), rows: Number(rows) };
  throw new UserError(`The size "${text}" is not understood`, { code: 'E_SIZE', suggestions: ['--snapshot 80x24'] });
}
