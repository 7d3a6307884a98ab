import { workerName } from '../../lib/worker-name.ts';
import type { Cause, Incident } from '../../model/report.ts';
import { certainty, claimed } from '../certainty.ts';
import type { Claim } from '../certainty.ts';
import { fullTime } from '../clock.ts';
import type { Line } from '../line.ts';
import { signalName } from '../../lib/signals.ts';
import { heading, told } from './margin.ts';
import type { Page } from './margin.ts';

const ofSignal = ({ signal }: Incident): string => (signal === null ? 'a signal' : signalName(signal));

const ofCode = ({ exitCode }: Incident): string => (exitCode === null ? 'an error' : `exit code ${String(exitCode)}`);

const DEATHS: Readonly<Record<Cause, (incident: Incident) => Claim>> = {
  timeout: () => ({ past: 'timed out and was killed', perfect: 'have timed out and been killed' }),
  oom: () => ({ past: 'was killed because memory ran out', perfect: 'have been killed because memory ran out' }),
  signal: (incident) => ({ past: `died of ${ofSignal(incident)}`, perfect: `have died of ${ofSignal(incident)}` }),
  exit: (incident) => ({ past: `left with ${ofCode(incident)}`, perfect: `have left with ${ofCode(incident)}` }),
  'boot-failure': () => ({ past: 'failed to boot', perfect: 'have failed to boot' }),
  unknown: () => ({ past: 'vanished, and nothing says why', perfect: 'have vanished' }),
};

const GUESS = 'Perhaps out of memory?';

/** gunicorn 21.0 on logs this kill with its guess (arbiter.py, murder_workers and reap_workers). */
function notMemory({ diagnoses, events }: Incident): string {
  if (!diagnoses.some(({ id }) => id === 'supervisor-second-shot')) return '';
  const guess = events.some(({ text }) => text.includes(GUESS)) ? `; "${GUESS}" in the log is only its guess` : '';
  return ` The SIGKILL after it is the supervisor's own second shot${guess}.`;
}

const who = ({ server, worker, host }: Incident): string => {
  const kind = [server.kind, server.version, server.workerClass].filter((word) => word !== null).join(' ');
  const oneOf = server.workers === null ? '' : `, one of ${String(server.workers)},`;
  const called = workerName(worker);
  const isNamedSo = called.startsWith(server.kind);
  const name = worker.pid === null ? `${called} (${kind})` : isNamedSo ? called : `${kind} ${called}`;
  return `${name}${host === null ? '' : ` on ${host}`}${oneOf}`;
};

/** When which worker died of what, and how sure that is; then the analysis' own paragraph. */
export const opening = (incident: Incident, page: Page): readonly Line[] => {
  const death = claimed(DEATHS[incident.cause](incident), incident.confidence);
  const sentence = `${fullTime(incident.at)}: ${who(incident)} ${death} (${certainty(incident.confidence)}).${notMemory(incident)}`;
  return [
    heading(`Incident ${incident.id}`, { ...page, tone: 'alarm' }),
    ...told('When', sentence, { ...page, tone: 'strong' }),
    ...(incident.explanation ? told('In short', incident.explanation, page) : []),
  ];
};
