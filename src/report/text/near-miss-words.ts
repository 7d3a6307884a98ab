import type { NearMiss } from '../../model/report.ts';
import { duration, fullTime } from '../clock.ts';
import { counted, listed } from '../counted.ts';

/** A stall that ended in time, in a sentence or two: how long, of how much, and what waited. */
export const nearMissWords = (miss: NearMiss): string => `${fullTime(miss.at)}: ${whatHappened(miss)}${beside(miss)}.`;

function whatHappened(miss: NearMiss): string {
  const { host, worker, sign, stallSeconds, lastBegun } = miss;
  const who = `worker ${String(worker)}${host === null ? '' : ` on ${host}`}`;
  const long = `${duration(stallSeconds * 1_000)}${ofTimeout(miss)}`;
  switch (sign) {
    case 'all-held':
      return `${who} stood still for ${long}; ${waited(miss)}`;
    case 'one-alone':
      return `${who} was in ${lastBegun ?? 'one request'} for ${long}`;
    case 'rhythm':
      return `${who}, which says something every second or so, said nothing for ${long}; ${waited(miss)}`;
  }
}

function ofTimeout({ timeoutSeconds, timeoutFrom }: NearMiss): string {
  if (timeoutSeconds === null) return '';
  const limit = `${String(timeoutSeconds)} s`;
  return timeoutFrom === 'assumed'
    ? ` (it is ended after ${limit} by default)`
    : ` of the ${limit} after which it is ended`;
}

function waited({ stalled, lastBegun }: NearMiss): string {
  if (stalled === 0) return 'no log tells what it was at';
  const began = lastBegun === null ? '' : `${stalled === 1 ? ':' : ', the last to begin was'} ${lastBegun}`;
  return `${counted(stalled, 'request')} had to wait${began}`;
}

/** What befalls several at once is likelier outside of them. */
const beside = ({ together }: NearMiss): string =>
  together.length === 0
    ? ''
    : `. In the same time so did ${listed(together.map((pid) => `worker ${String(pid)}`))}: look for what they share (machine, disk, network, a lock)`;
