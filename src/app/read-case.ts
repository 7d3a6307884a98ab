import { UserError } from '../lib/errors.ts';
import type { Report } from '../model/report.ts';
import { allRequests } from './all-requests.ts';
import type { CaseStore, Table } from '../store/case-store.ts';
import { openExistingCase } from '../store/open-case.ts';

/** The last report of a case. Throws UserError E_NO_CASE or E_NO_REPORT. */
export const readReport = (casePath: string): Report => reading(casePath, requireReport);

/** The last report of an open case. Throws UserError E_NO_REPORT. */
export function requireReport(store: CaseStore): Report {
  const report = store.report();
  if (report) return report;
  throw new UserError(`${store.path} holds no finished analysis`, {
    code: 'E_NO_REPORT',
    suggestions: ['Run forensics ingest again: it completes what was interrupted'],
  });
}

/** Runs one read-only statement on a case. Throws UserError. */
export const queryCase = (casePath: string, sql: string): Table =>
  reading(casePath, (store) => store.query(sql, [allRequests(store)]));

/** The tables and views that are meant for people. */
export const describeCase = (casePath: string): ReturnType<CaseStore['describe']> =>
  reading(casePath, (store) => {
    const { name, about, columns, parameters } = allRequests(store);
    return [...store.describe(), { name, about, columns: [...columns, ...parameters] }];
  });

/** Asks a case that is opened for it, and closed after. */
export function reading<Answer>(casePath: string, ask: (store: CaseStore) => Answer): Answer {
  const store = openExistingCase(casePath);
  try {
    return ask(store);
  } finally {
    store.close();
  }
}
