import { isBlockBound, wasMissedLate } from '../../model/block-begin.ts';
import type { Incident, ServerFacts } from '../../model/report.ts';
import type { Blocked } from '../../model/report-block.ts';
import { duration, secondsBefore, shortTime } from '../clock.ts';
import type { Line } from '../line.ts';
import { told, toldOn } from './margin.ts';
import type { Page } from './margin.ts';

const TIMEOUT_FROM: Readonly<Record<NonNullable<ServerFacts['timeoutFrom']>, string>> = {
  config: 'as configured',
  inferred: 'inferred from these logs',
  assumed: "assumed: the server's default",
};

/** The arithmetic beside every kill by timeout: the worker gave no sign of life from T - timeout on. */
const arithmetic = (incident: Incident): string => {
  const { at, server } = incident;
  const { timeoutSeconds, timeoutFrom } = server;
  if (timeoutSeconds === null) return 'T - timeout cannot be told: these logs do not state the timeout.';
  if (wasMissedLate(incident))
    return 'T - timeout does not tell it: the master was reloading (HUP) and looked after nobody until it had waited for its old workers.';
  if (isBlockBound(incident))
    return `These logs do not state the timeout: it is shorter than the default of ${String(timeoutSeconds)} s.`;
  const known = timeoutFrom === null ? '' : ` (timeout ${TIMEOUT_FROM[timeoutFrom]})`;
  if (at === null) return `No line states a time${known}.`;
  const from = shortTime(secondsBefore(at, timeoutSeconds), at);
  return `T - timeout = ${shortTime(at, at)} - ${String(timeoutSeconds)} s = ${from}${known}.`;
};

const span = ({ from, to, seconds }: Blocked, incident: Incident): string => {
  const { at } = incident;
  const lasted = duration(seconds * 1_000);
  if (from === null || to === null) return `For ${lasted}: it could do nothing else.`;
  if (isBlockBound(incident)) return `Until ${shortTime(to, at)}, for ${lasted} at most: since when cannot be told.`;
  return `From ${shortTime(from, at)} to ${shortTime(to, at)}, ${lasted}: it could do nothing else.`;
};

/** A boot line is the master's or the first of many: where logs bear no pids, the worker may have worked long after it. */
const lastSign = ({ worker: { bootedAt, lastSignOfLifeAt }, at }: Incident): string => {
  if (lastSignOfLifeAt === null) return '';
  if (lastSignOfLifeAt === bootedAt) return ' No line after its boot names it.';
  return ` Last sign of life: ${shortTime(lastSignOfLifeAt, at)}.`;
};

type Kind = NonNullable<Incident['disturbance']>['kind'];

const NOT_BLOCKED: Readonly<Record<Kind, string>> = {
  pause: 'By nothing of its own, as far as these logs show: the machine slept.',
  'clock-step': 'By nothing of its own, as far as these logs show: the clock was set.',
  starvation: 'By nothing of its own, as far as these logs show: the processors were stuck.',
  silence: 'By nothing of its own, as far as these logs show.',
};

const UNRELIABLE: Readonly<Record<Kind, string>> = {
  pause: 'Do not trust these times: the silence spans a sleep of the machine.',
  'clock-step': 'Do not trust these times: the silence spans a step of the clock.',
  starvation: 'The processors of the machine were stuck in that time: it may have been ready to run.',
  silence: 'All workers of the machine and all logs fell silent with it.',
};

/** Since when the worker was blocked, and how we know. */
export const block = (incident: Incident, page: Page): readonly Line[] => {
  const { blocked, disturbance, cause } = incident;
  if (!blocked && cause !== 'timeout') return [];
  if (disturbance?.explains) return told('Blocked', `${NOT_BLOCKED[disturbance.kind]}${lastSign(incident)}`, page);
  const since = blocked ? span(blocked, incident) : 'How long it was blocked cannot be told.';
  return [
    ...told('Blocked', `${since}${lastSign(incident)}`, page),
    ...(cause === 'timeout' ? toldOn(arithmetic(incident), page) : []),
    ...(disturbance ? toldOn(UNRELIABLE[disturbance.kind], page) : []),
  ];
};
