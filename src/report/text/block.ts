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
const arithmetic = ({ at, server }: Incident): string => {
  const { timeoutSeconds, timeoutFrom } = server;
  if (timeoutSeconds === null) return 'T - timeout cannot be told: these logs do not state the timeout.';
  const known = timeoutFrom === null ? '' : ` (timeout ${TIMEOUT_FROM[timeoutFrom]})`;
  if (at === null) return `No line states a time${known}.`;
  const from = shortTime(secondsBefore(at, timeoutSeconds), at);
  return `T - timeout = ${shortTime(at, at)} - ${String(timeoutSeconds)} s = ${from}${known}.`;
};

const span = ({ from, to, seconds }: Blocked, at: string | null): string => {
  const between = from === null || to === null ? 'For' : `From ${shortTime(from, at)} to ${shortTime(to, at)},`;
  return `${between} ${duration(seconds * 1_000)}: it could do nothing else.`;
};

const lastSign = ({ worker, at }: Incident): string =>
  worker.lastSignOfLifeAt === null ? '' : ` Last sign of life: ${shortTime(worker.lastSignOfLifeAt, at)}.`;

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
  const { blocked, disturbance, cause, at } = incident;
  if (!blocked && cause !== 'timeout') return [];
  if (disturbance?.explains) return told('Blocked', `${NOT_BLOCKED[disturbance.kind]}${lastSign(incident)}`, page);
  const since = blocked ? span(blocked, at) : 'How long it was blocked cannot be told.';
  return [
    ...told('Blocked', `${since}${lastSign(incident)}`, page),
    ...(cause === 'timeout' ? toldOn(arithmetic(incident), page) : []),
    ...(disturbance ? toldOn(UNRELIABLE[disturbance.kind], page) : []),
  ];
};
