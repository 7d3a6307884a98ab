import type { Report } from '../../model/report.ts';
import { openExistingCase } from '../../store/open-case.ts';
import { explainIfTold, notInCase } from './explain.ts';
import { aboutMaster } from './explain-master.ts';

/**
 * What a case knows of an incident, a pid, a request or a status: first what its report tells, then who is a master, at last the
 * requests that ended well, of which only the logs tell, as far as they are at hand. Throws UserError E_NO_CASE or E_NOT_IN_CASE.
 */
export const explainInCase = async (casePath: string, report: Report, what: string): Promise<Report> =>
  explainIfTold(report, what) ?? (await beyondReport(casePath, report, what));

async function beyondReport(casePath: string, report: Report, what: string): Promise<Report> {
  const store = openExistingCase(casePath);
  try {
    const master = aboutMaster(store, report, what);
    if (master) return master;
    // all that reads logs is loaded for this alone
    const { aboutEnded } = await import('./explain-ended.ts');
    const ended = await aboutEnded(store, report, what);
    if (ended) return ended;
  } finally {
    store.close();
  }
  throw notInCase(what);
}
