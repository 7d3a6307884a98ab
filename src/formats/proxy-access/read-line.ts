import type { RequestFacts } from '../../model/event.ts';
import { wallMicros } from '../../model/time.ts';
import { newWallTime, readClfTime, readIsoTime, readSlashTime, type WallTime } from '../wall-time.ts';
import { type Proxy, PROXIES } from './proxies.ts';

type Parts = Readonly<Record<string, string | undefined>>;

/** One access line, understood. */
export interface AccessLine {
  /** When the request ended. No reading in it where the line has no time of its own. */
  readonly time: WallTime;
  readonly facts: RequestFacts;
}

/** Every line of these proxies has a request, a target or what it says of an error in quotes, or the time of a session in brackets. */
const MARKS = /["[]/;

/** What a line of one of the proxies says; `undefined` for any other. */
export function readLine(line: string): AccessLine | undefined {
  if (!MARKS.test(line)) return undefined;
  for (const proxy of PROXIES) {
    const parts = proxy.pattern.exec(line)?.groups;
    if (parts) return accessLine(proxy, parts);
  }
  return undefined;
}

function accessLine({ lostBy }: Proxy, parts: Parts): AccessLine {
  const durationUs = durationOf(parts);
  const upstreamError = lostBy(parts);
  const facts: RequestFacts = {
    id: stated(parts['id']),
    method: parts['method'],
    target: parts['target'],
    status: statusOf(parts['status']),
    durationUs,
    upstream: stated(parts['upstream']),
    upstreamStatus: parts['upstreamStatus'],
    ...(upstreamError === undefined ? {} : { upstreamError }),
  };
  return { time: endOf(parts, durationUs), facts };
}

/** Some proxies write when a request came, which is its duration before its end. */
function endOf({ started, ended, startedMs }: Parts, durationUs: number | undefined): WallTime {
  const time = newWallTime();
  const text = started ?? ended;
  if (text === undefined) return time;
  const bytes = Buffer.from(text, 'latin1');
  if (!readIsoTime(bytes, 0, time) && !readSlashTime(bytes, 0, time)) readClfTime(bytes, 0, time);
  if (started !== undefined) time.wall = wallMicros(time.wall + Number(startedMs ?? 0) * US_PER_MS + (durationUs ?? 0));
  if (startedMs !== undefined) time.precisionUs = US_PER_MS;
  return time;
}

const US_PER_MS = 1_000;
const US_PER_SECOND = 1_000_000;

/** A load balancer writes -1 for each part that did not come to pass. */
function durationOf({ ms, seconds }: Parts): number | undefined {
  if (seconds === undefined) return ms === undefined || ms === '' ? undefined : Number(ms) * US_PER_MS;
  const parts = seconds.split(' ').map(Number);
  return parts.some((part) => part < 0)
    ? undefined
    : Math.round(parts.reduce((sum, part) => sum + part, 0) * US_PER_SECOND);
}

const NOTHING: ReadonlySet<string> = new Set(['', '-', '<NOSRV>']);
const stated = (text: string | undefined): string | undefined =>
  text === undefined || NOTHING.has(text) ? undefined : text;

const statusOf = (text: string | undefined): number | undefined => {
  const status = Number(text);
  return status > 0 ? status : undefined;
};
