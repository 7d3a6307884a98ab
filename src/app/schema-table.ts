import type { Table } from '../model/table.ts';
import type { CaseStore } from '../store/case-store.ts';

/** What can be asked in SQL, as a table: each table or view, then its columns. */
export const schemaTable = (relations: ReturnType<CaseStore['describe']>): Table => ({
  columns: ['table', 'column', 'about'],
  rows: relations.flatMap(({ name, about, columns }) => [
    [name, '', about],
    ...columns.map((column) => [name, column.name, column.about]),
  ]),
});
