import { UserError } from '../lib/errors.ts';
import type { Report } from '../model/report.ts';
import type { CaseStore } from '../store/case-store.ts';
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

/** Asks a case that is opened for it, and closed after. */
export function reading<Answer>(casePath: string, ask: (store: CaseStore) => Answer): Answer {
  const store = openExistingCase(casePath);
  try {
    return ask(store);
  } finally {
    store.close();
  }
}
