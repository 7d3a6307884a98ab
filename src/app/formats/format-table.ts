import type { Table } from '../../model/table.ts';
import { formats } from '../catalogue.ts';
import type { DeclaredFormat } from './declared-formats.ts';

/** All formats, the user's own first. */
export const formatTable = (declared: readonly DeclaredFormat[]): Table => ({
  columns: ['format', 'what', 'described in'],
  rows: [
    ...declared.map(({ declaration: { layout }, path }) => [layout.name ?? '', layout.head, path]),
    ...formats.map(({ id, title, docs }) => [id, title, docs]),
  ],
});
