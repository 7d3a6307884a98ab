import type { Report } from '../model/report.ts';
import { openExistingCase } from '../store/open-case.ts';
import { explainIfTold, notInCase } from './explain.ts';
import { aboutMaster } from './explain-master.ts';
import { requireReport } from './read-case.ts';
import { aboutEnded } from './explain-ended.ts';

/**
 * What the case knows of an incident, a pid, a request or a status: first what the report tells, then who is a master, at last the
 * requests that ended well, of which only the logs tell, as far as they are at hand. Throws UserError E_NO_CASE, E_NO_REPORT or E_NOT_IN_CASE.
 */
export async function explainInCase(casePath: string, what: string): Promise<Report> {
  const store = openExistingCase(casePath);
  try {
    const report = requireReport(store);
    const found =
      explainIfTold(report, what) ?? aboutMaster(store, report, what) ?? (await aboutEnded(store, report, what));
    if (found) return found;
  } finally {
    store.close();
  }
  throw notInCase(what);
}
