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

/** Since when the worker was blocked, and how we know. */
export const block = (incident: Incident, page: Page): readonly Line[] => {
  const { blocked, cause, at } = incident;
  if (!blocked && cause !== 'timeout') return [];
  const since = blocked ? span(blocked, at) : 'How long it was blocked cannot be told.';
  return [
    ...told('Blocked', `${since}${lastSign(incident)}`, page),
    ...(cause === 'timeout' ? toldOn(arithmetic(incident), page) : []),
  ];
};
