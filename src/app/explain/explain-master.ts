import type { LifecycleEvent } from '../../model/event.ts';
import type { StepName } from '../../model/lifecycle.ts';
import type { Report } from '../../model/report.ts';
import { counted, listed } from '../../report/counted.ts';
import { fullTime } from '../../report/clock.ts';
import type { CaseStore } from '../../store/case-store.ts';
import { momentIn } from './log-time.ts';
import { onlyIncidents } from './select.ts';

/** What only the process says that starts and ends workers. */
const MASTERS_WORDS: readonly StepName[] = [
  'master-started',
  'master-listening',
  'master-signalled',
  'master-stopped',
  'worker-timeout',
  'worker-killed',
  'worker-exited',
];

/** What the process of that pid did as the master of workers; `undefined` where it is not known as one. */
export function aboutMaster(store: CaseStore, report: Report, what: string): Report | undefined {
  const pid = /^\d+$/.test(what) ? Number(what) : undefined;
  const said = pid === undefined ? [] : inOrder(wordsOf(pid, store.steps(MASTERS_WORDS)), report);
  const [first] = said;
  if (!first) return undefined;
  const ended = new Set(said.flatMap(({ step }) => ('worker' in step ? [step.worker] : [])));
  const incidents = report.incidents.filter(({ worker: { pid: dead } }) => dead !== null && ended.has(dead));
  const sentences = [
    `${what} is no worker but the master${serverIn(said)}.`,
    startOf(said, report),
    ...toldTo(said, report),
    incidents.length === 0
      ? 'None of its workers is known to have died abnormally.'
      : `It tells of the end of workers in ${counted(incidents.length, 'incident')}: ${listed(incidents.map(({ id }) => id))}.`,
  ];
  const headline = sentences.filter((sentence) => sentence !== '').join(' ');
  return { ...onlyIncidents(report, incidents, headline), nearMisses: [], gaps: [] };
}

/**
 * Its own words; where its log names no speaker, those from the line that tells its pid to the one that tells another's. Steps are in order
 * of source and line.
 */
function wordsOf(pid: number, steps: readonly LifecycleEvent[]): readonly LifecycleEvent[] {
  const speaking = new Map<number, number>();
  return steps.filter(({ step, pid: speaker, origin: { source } }) => {
    const named = 'master' in step ? step.master : undefined;
    if (named !== undefined) speaking.set(source, named);
    return (speaker ?? speaking.get(source)) === pid;
  });
}

/** A log that was rotated is read file by file. */
function inOrder(said: readonly LifecycleEvent[], report: Report): readonly LifecycleEvent[] {
  const at = (event: LifecycleEvent): number => Date.parse(momentIn(event, report) ?? '') || 0;
  return said.toSorted((a, b) => at(a) - at(b));
}

function serverIn(said: readonly LifecycleEvent[]): string {
  const [server] = said.flatMap(({ step }) => (step.what === 'master-started' ? step : []));
  return server ? ` of ${[server.server, server.version].filter((part) => part !== undefined).join(' ')}` : '';
}

function startOf(said: readonly LifecycleEvent[], report: Report): string {
  const start = said.find(({ step }) => step.what === 'master-started');
  return start ? `It started at ${timeOf(start, report)}.` : 'Its start lies before these logs.';
}

/** The signals that it obeyed, and its end. */
const toldTo = (said: readonly LifecycleEvent[], report: Report): readonly string[] =>
  said.flatMap((event) => {
    const { step } = event;
    if (step.what === 'master-signalled')
      return `It was sent ${step.signal.toUpperCase()} at ${timeOf(event, report)}.`;
    return step.what === 'master-stopped' ? `It stopped at ${timeOf(event, report)}.` : [];
  });

const timeOf = (event: LifecycleEvent, report: Report): string => fullTime(momentIn(event, report));
