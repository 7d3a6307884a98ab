import { placeOf } from '../../model/traceback.ts';
import type { Incident, RequestClaim } from '../../model/report.ts';
import type { ReportFrame } from '../../model/report-evidence.ts';
import type { Blocked } from '../../model/report-block.ts';
import { certainty, claimed } from '../certainty.ts';
import type { Claim } from '../certainty.ts';
import { duration, shortTime } from '../clock.ts';
import type { Line } from '../line.ts';
import { bounded, marked, quoted, told, toldOn } from './margin.ts';
import type { Page } from './margin.ts';

const BLOCKED_IT: Claim = { past: 'blocked the worker', perfect: 'have blocked the worker' };
const BROUGHT_IT_DOWN: Claim = { past: 'brought the worker down', perfect: 'have brought the worker down' };

const born = ({ startedAt, ageMs }: RequestClaim, at: string | null): string => {
  const started = startedAt === null ? '' : ` Started ${shortTime(startedAt, at)}`;
  if (!started || ageMs === null) return started && `${started}.`;
  return `${started}, ${duration(ageMs)} old.`;
};

const accused = (claim: RequestClaim, incident: Incident, page: Page): readonly Line[] => {
  const deed = claimed(incident.cause === 'timeout' ? BLOCKED_IT : BROUGHT_IT_DOWN, claim.confidence);
  const sentence = `${claim.label} ${deed} (${certainty(claim.confidence)}).${born(claim, incident.at)}`;
  return [
    ...told('Culprit', sentence, { ...page, tone: 'warn' }),
    ...claim.reasons.flatMap((reason) => marked('+', reason, page)),
    ...claim.against.flatMap((reason) => marked('-', reason, page)),
  ];
};

const baseName = (file: string): string => file.slice(file.lastIndexOf('/') + 1);

const frameName = (frame: ReportFrame): string => `${baseName(placeOf(frame))} ${frame.function}`;

/** gunicorn's own frame on top of the aborted code (workers/base.py, handle_abort). */
const isAbort = (frame: ReportFrame): boolean => frame.function === 'handle_abort';

/** The frames from the app's own down to the call that did not return. */
const innermost = (frames: readonly ReportFrame[], own: string): readonly ReportFrame[] => {
  const code = frames.filter((frame) => !isAbort(frame));
  const from = code.findLastIndex((frame) => own.endsWith(frameName(frame)));
  return from < 0 ? code.slice(-3) : code.slice(from);
};

/** What computes without a call is named by its own function: that it called itself says nothing. */
const called = ({ frame, call, kind }: Blocked): string =>
  `${call === null || frame?.endsWith(` ${call}`) === true ? '' : `, calling ${call}`}${kind === null ? '' : ` (${kind})`}`;

/** Where in the code it stood: the app's frame, what it called, and the source lines as far as printed. */
const place = ({ blocked, traceback }: Incident, page: Page): readonly Line[] => {
  if (!blocked || blocked.frame === null) return [];
  const own = blocked.frame;
  const { shown, hidden } = bounded(innermost(traceback?.frames ?? [], own), 4, page);
  return [
    ...told('Where', `${own}${called(blocked)}`, { ...page, tone: 'strong' }),
    ...shown.flatMap((frame) => [
      ...(own.endsWith(frameName(frame)) ? [] : quoted(`calls ${frameName(frame)}`, 1, page)),
      ...(frame.code === null ? [] : quoted(`> ${frame.code.trim()}`, 1, page)),
    ]),
    ...(hidden > 0 ? toldOn(`... and ${String(hidden)} frames deeper`, { ...page, tone: 'faint' }) : []),
  ];
};

const nobody = ({ cause, blocked, requests, casualtyCount }: Incident, page: Page): readonly Line[] => {
  if (cause === 'boot-failure') return [];
  const code = blocked && blocked.frame !== null ? ', only the code that ran' : '';
  const open = requests.filter(({ role }) => role === 'casualty').length;
  const isBelow = open === 1 && casualtyCount === 0 ? '; it may be the request below' : '';
  return told('Culprit', `These logs name no culprit${code}${isBelow}.`, page);
};

/** Who did it, never said louder than we are sure, and where in the code. */
export const culprit = (incident: Incident, page: Page): readonly Line[] => {
  const claims = incident.requests.filter(({ role }) => role === 'culprit');
  const accusations = claims.flatMap((claim) => accused(claim, incident, page));
  return [...(claims.length > 0 ? accusations : nobody(incident, page)), ...place(incident, page)];
};
