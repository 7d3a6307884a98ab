import type { Report, WorkerLife } from '../../model/report.ts';
import { fullTime } from '../clock.ts';
import { counted, listed, tallied } from '../counted.ts';
import { NOBODY_KNOWN } from '../headline.ts';
import { BLANK } from '../line.ts';
import type { Line } from '../line.ts';
import { heading, toldOn } from './margin.ts';
import type { Page } from './margin.ts';

const ENDS: Readonly<Record<WorkerLife['end'], string>> = {
  running: 'still running when the logs end',
  graceful: 'ended gracefully',
  timeout: 'killed for a timeout',
  oom: 'killed for memory',
  signal: 'died of a signal',
  exit: 'left with an error',
  'boot-failure': 'failed to boot',
  unknown: 'vanished',
};

/** Gone with its server, or before its pid came again: that is no incident. */
const isLost = ({ end, replacedBy }: WorkerLife): boolean => end === 'unknown' && replacedBy === null;

/** Only the boot of another tells of its end, and nobody knows who it was: that is among what the logs could not tell. */
const isUntold = ({ end, pid, name }: WorkerLife): boolean => end === 'unknown' && pid === null && name === null;

const died = (life: WorkerLife): boolean =>
  life.end !== 'running' && life.end !== 'graceful' && !isLost(life) && !isUntold(life);

/** Who cut requests off as it left did not do so gracefully: the master, or whoever stopped it, had not waited for them. */
const endWords = ({ failures }: Report): typeof ENDS =>
  failures.recycled > 0 ? { ...ENDS, graceful: 'left, gracefully or with requests cut off' } : ENDS;

const lookedAt = (report: Report): string => {
  const { workers } = report;
  const words = endWords(report);
  const ends = tallied(workers.map(({ end }) => words[end])).map(([end, count]) => `${String(count)} ${end}`);
  return `${counted(workers.length, 'worker life', 'worker lives')}: ${listed(ends)}.`;
};

/** Where the headline says that something was killed, nobody is acquitted. */
const verdict = ({ workers, summary }: Report): string => {
  const pids = [...new Set(workers.map(({ pid }) => pid))];
  const [pid] = pids;
  if (workers.some(isUntold) || summary.headline.startsWith(NOBODY_KNOWN))
    return `${NOBODY_KNOWN}; see below what these logs could not tell.`;
  if (workers.some(died)) return 'None of the incidents in these logs is among what was asked for.';
  return pids.length === 1 && pid !== undefined
    ? `Worker ${String(pid)} did not die abnormally in these logs.`
    : 'No worker died abnormally in these logs.';
};

/** "Clear" is not "could not look": without a single worker life, nothing was ruled out. */
const blind =
  'No worker death was found, but no worker either: none of these logs tells of workers starting or ending, so nothing is ruled out. Add the error log of the server (gunicorn: --error-logfile), or the journal.';

/** A host that goes down, or a container that is killed as a whole, takes its logs' last words along. */
function vanished(workers: readonly WorkerLife[], page: Page): readonly Line[] {
  const gone = workers.filter(isLost);
  const [first] = gone;
  if (!first) return [];
  const at = first.diedAt === null ? '' : ` by ${fullTime(first.diedAt)}`;
  const pids = listed(gone.slice(0, 8).map(({ pid }) => String(pid ?? '?')));
  return toldOn(
    `Of ${pids} no end is told, but ${gone.length === 1 ? 'it was' : 'they were'} gone${at}: their server began anew without a word. The host's journal (last -x reboot, journalctl --list-boots) or the orchestrator's events tell whether the machine or the container went down.`,
    page,
  );
}

/** What it means that there is no incident to tell of. */
export const noIncident = (report: Report, page: Page): readonly Line[] => {
  const { incidents, workers } = report;
  if (incidents.length > 0) return [];
  if (workers.length === 0)
    return [BLANK, heading('Could not look', { ...page, tone: 'warn' }), ...toldOn(blind, page)];
  return [
    BLANK,
    heading('No incident', page),
    ...toldOn(verdict(report), { ...page, tone: 'strong' }),
    ...toldOn(`Looked at ${lookedAt(report)}`, page),
    ...vanished(workers, page),
    ...toldOn(
      'Looked for timeouts, kills for memory, crashes by a signal, exits with an error and failed boots.',
      page,
    ),
  ];
};
