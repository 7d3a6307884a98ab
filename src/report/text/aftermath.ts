import type { Incident, RequestClaim, Role, Shape } from '../../model/report.ts';
import { shortTime } from '../clock.ts';
import { counted, listed, tallied } from '../counted.ts';
import type { Line } from '../line.ts';
import { told } from './margin.ts';
import type { Page } from './margin.ts';

const count = ({ requests }: Incident, role: Role): number => requests.filter((claim) => claim.role === role).length;

const survivors = (incident: Incident, page: Page): readonly Line[] => {
  const survived = count(incident, 'survivor');
  const stalled = count(incident, 'stalled');
  if (survived + stalled === 0) return [];
  const finished = survived > 0 ? [`${counted(survived, 'request')} of this worker finished all the same`] : [];
  const late = stalled > 0 ? [`${counted(stalled, 'request')} lived but had to wait for the block to end`] : [];
  return told('Survived', `${listed([...finished, ...late])}.`, page);
};

/** Who keeps a program or a container may tell that it was started again, and not with which pid. */
const startedAgain = ({ events, at }: Incident): string | undefined => {
  const start = events.findLast(({ kind }) => kind === 'unit-started');
  if (start === undefined) return undefined;
  return `it was started again${start.at === null ? '' : ` at ${shortTime(start.at, at)}`}`;
};

const replacement = (incident: Incident, page: Page): readonly Line[] => {
  const { worker, at } = incident;
  const gone = worker.diedAt === null ? '' : `The worker was gone at ${shortTime(worker.diedAt, at)}; `;
  const next =
    worker.replacementPid === null
      ? (startedAgain(incident) ?? 'no replacement is seen in these logs')
      : `worker ${String(worker.replacementPid)} took its place`;
  const sentence = `${gone}${next}.`;
  return told('After', `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}`, page);
};

const isLost = ({ role }: RequestClaim): boolean => role === 'casualty' || role === 'possible-casualty';

/** The culprit is one more, unless nothing shows which of the casualties it was. */
const lostIn = (incident: Incident): readonly RequestClaim[] =>
  incident.requests.filter(
    (claim) => isLost(claim) || (claim.role === 'culprit' && count(incident, 'casualty') <= incident.casualtyCount),
  );

/** The report's words for what is no status. */
const inWords = (saw: string): string => (saw === 'empty' ? 'an empty reply' : saw);

const clients = (incident: Incident, page: Page): readonly Line[] => {
  const lost = lostIn(incident);
  if (lost.length === 0) return [];
  const seen = lost.flatMap(({ clientSaw }) => (clientSaw === null ? [] : [clientSaw]));
  if (seen.length === 0) return told('Clients', 'What the clients saw is not in these logs.', page);
  const blind = lost.length - seen.length;
  const parts = [
    ...tallied(seen).map(([saw, times]) => `${inWords(saw)} (${String(times)})`),
    ...(blind > 0 ? [`not logged (${String(blind)})`] : []),
  ];
  return told('Clients', `They saw: ${parts.join(', ')}.`, page);
};

const retries = ({ requests }: Incident, page: Page): readonly Line[] => {
  const outcomes = requests.flatMap(({ retry }) => (retry ? [retry.outcome] : []));
  if (outcomes.length === 0) return [];
  const parts = tallied(outcomes).map(([outcome, times]) => `${outcome} (${String(times)})`);
  return told('Retried', `${counted(outcomes.length, 'request')} came again later: ${parts.join(', ')}.`, page);
};

const SHAPES: Readonly<Record<Shape, string>> = {
  'aborted-request':
    'One traceback and one 500, both of the request that the abort interrupted; what had queued behind it came late or was cut off, and logged nothing.',
  'abort-traceback': 'One traceback, SystemExit out of the abort, and it belongs to the code that was running.',
  'silent-kill':
    'No traceback of this death is in the logs. A SIGKILL, a crash or a swallowed abort leaves none, so there may be none to look for.',
  'not-applicable': 'Not the case of many failures and one traceback: no set of requests died in silence here.',
};

const DUMPED =
  'A stack that was printed while the worker stood, and no traceback of its death. A SIGKILL, a crash or a swallowed abort leaves none.';

const NOTHING_ASKED =
  'One traceback, of a worker that waited for what a client had to ask: no request was in it, and none died with it.';

function shape(incident: Incident): string {
  const words = SHAPES[incident.shape];
  const isUnasked = incident.blocked?.kind === 'client-silent' && incident.requests.length === 0;
  if (incident.shape === 'aborted-request' && isUnasked) return NOTHING_ASKED;
  if (incident.shape === 'abort-traceback' && incident.casualtyCount > 0)
    return `${words} All others died without a word, or with a GreenletExit.`;
  return incident.shape === 'silent-kill' && incident.traceback ? DUMPED : words;
}

/** What became of the rest: survivors, the next worker, the clients, retries, and why there are so few tracebacks. */
export const aftermath = (incident: Incident, page: Page): readonly Line[] => [
  ...survivors(incident, page),
  ...replacement(incident, page),
  ...clients(incident, page),
  ...retries(incident, page),
  ...told('Shape', shape(incident), page),
];
