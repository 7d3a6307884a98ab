import type { CaseStore, Table } from '../store/case-store.ts';
import { allRequests } from './all-requests.ts';
import { reading } from './read-case.ts';

/** Runs one read-only statement on a case. Throws UserError. */
export const queryCase = (casePath: string, sql: string): Table =>
  reading(casePath, (store) => store.query(sql, [allRequests(store)]));

/** The tables and views that are meant for people. */
export const describeCase = (casePath: string): ReturnType<CaseStore['describe']> =>
  reading(casePath, (store) => {
    const { name, about, columns, parameters } = allRequests(store);
    return [...store.describe(), { name, about, columns: [...columns, ...parameters] }];
  });
