import { placeOf } from '../model/traceback.ts';
import { workerName } from '../lib/worker-name.ts';
import { isoTime } from '../lib/iso-time.ts';
import { isBeginUnknown, isMissedLate } from '../model/block-begin.ts';
import type { Conclusion } from '../model/conclusion.ts';
import { limitsRequests } from '../model/one-at-a-time.ts';
import { isStated, MICROS_PER_SECOND, type Micros } from '../model/time.ts';
import { claimed } from './certainty.ts';
import { areBystanders } from './bystanders.ts';
import { counted } from './counted.ts';
import { disturbanceWords } from './disturbance-words.ts';
import { type Death, deathMoment, wentWithService } from '../model/worker.ts';

/** The incident in plain words: one paragraph, no blame, only what is believed. Times in the zone `offsetMin`. */
export function explain(conclusion: Conclusion, offsetMin: number): string {
  return [
    end(conclusion, offsetMin),
    disturbanceWords(conclusion, offsetMin),
    onset(conclusion, offsetMin),
    who(conclusion),
    others(conclusion),
    outlived(conclusion),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

const clock = (us: Micros, offsetMin: number): string => isoTime(us, offsetMin).slice(11, 19);

const atTime = (us: Micros, offsetMin: number): string =>
  isStated(us) ? `At ${clock(us, offsetMin)}` : 'At a time that is not stated';

function end({ worker, death, cause, server }: Conclusion, offsetMin: number): string {
  const moment = deathMoment(death);
  const at = atTime(moment, offsetMin);
  const name = workerName(worker);
  const replaced = worker.replacedBy === undefined ? '' : ` Worker ${String(worker.replacedBy)} took its place.`;
  // Of a container nobody is the master: who missed it asked it whether it was well.
  const isUnit = death.kernel?.event.step.what === 'unit-ended' && death.timeoutAt === undefined;
  const words = {
    timeout: `${at} ${missed(name, { server, isUnit })}`,
    oom: `${at} ${isUnit ? `${name} was killed for memory` : `the kernel killed ${name} for memory`}.`,
    signal: `${at} ${bySignal(name, death)}`,
    exit: `${at} ${name} ended itself${death.exitCode === undefined ? '' : ` with code ${String(death.exitCode)}`}.`,
    'boot-failure': `${at} ${name} failed to boot.`,
    unknown: `${isStated(moment) ? `Shortly before ${clock(moment, offsetMin)}` : at} ${name} ended without a word: it was never heard of again.`,
  };
  return words[cause] + replaced;
}

function bySignal(name: string, death: Death): string {
  const { signal } = death;
  if (signal === undefined)
    return `${name} was gone without a word. One that leaves by itself says so: a signal ended it, which one nobody tells.`;
  if (wentWithService(death))
    return `the main process of its service was ended by signal ${String(signal)}; ${name} went with it.`;
  return `${name} was ended by signal ${String(signal)}.`;
}

function missed(name: string, { server, isUnit }: Pick<Conclusion, 'server'> & { readonly isUnit: boolean }): string {
  if (isUnit) return `${name} had not answered its probe in time and was ended.`;
  const work = server.kind === 'celery' ? 'task' : 'request';
  return limitsRequests(server)
    ? `the ${work} in ${name} had run past its limit, and the master ended the worker.`
    : `the master had not heard from ${name} for longer than its timeout and ended it.`;
}

function onset(conclusion: Conclusion, offsetMin: number): string {
  const { worker, block, disturbance, server, lastSignOfLifeAt, death } = conclusion;
  if (disturbance || !block || death.timeoutAt === undefined || !isStated(death.timeoutAt)) return '';
  const how = { config: 'configured', inferred: 'inferred from the silence', assumed: 'assumed, the default' };
  const from = server.timeoutFrom === null ? '' : ` (${how[server.timeoutFrom]})`;
  // Where it booted or the block began with it, its time is told already.
  const isTold = lastSignOfLifeAt === worker.bootedAt || lastSignOfLifeAt === block.from;
  const sign = isTold ? '' : lastSign(lastSignOfLifeAt, offsetMin);
  const seconds = (death.timeoutAt - block.from) / MICROS_PER_SECOND;
  if (isMissedLate(server, seconds))
    return `It had been reloading (HUP) and had looked after nobody until then, so that when the block began is not known.${sign}`;
  if (isBeginUnknown(server, seconds))
    return `The default timeout of ${String(server.timeoutSeconds)} s is longer than ${shorterThan(conclusion)}, so a shorter one is set; when the block began is not known.${sign}`;
  return `With a timeout of ${String(server.timeoutSeconds)} s${from} the block must have begun near ${clock(block.from, offsetMin)}.${sign}`;
}

/** What shows that a timeout is shorter than the default. */
function shorterThan({ worker, block, claims }: Conclusion): string {
  if (worker.bootedAt === block?.from) return 'the worker had lived';
  const isOfRequest = claims.some(({ request }) => request?.startedAt === block?.from);
  return isOfRequest ? 'what held it can have run' : 'another of its workers had lived that timed out';
}

const lastSign = (at: Micros | undefined, offsetMin: number): string =>
  at === undefined ? '' : ` Its last sign of life was at ${clock(at, offsetMin)}.`;

const HELD = { past: 'held it', perfect: 'have held it' };
const BROUGHT_DOWN = { past: 'brought it down', perfect: 'have brought it down' };

function who({ claims, block, cause }: Conclusion): string {
  const culprit = claims.find(({ role }) => role === 'culprit');
  if (!culprit) return '';
  const where = block?.frame ? ` in ${block.frame.function} (${placeOf(block.frame)})` : '';
  const call = block?.call === undefined || block.call === block.frame?.function ? '' : `, calling ${block.call}`;
  if (!culprit.request)
    return `The code that held the worker stood${where}${call}; which request it served is not logged.`;
  const deed = claimed(cause === 'timeout' ? HELD : BROUGHT_DOWN, culprit.confidence);
  return `${culprit.label} ${deed}${where}${call}.`;
}

function others({ casualtyCount, claims }: Conclusion): string {
  const survivors = claims.filter(({ role }) => role === 'survivor').length;
  const died =
    casualtyCount === 0
      ? ''
      : `${counted(casualtyCount, areBystanders(casualtyCount, claims) ? 'other request' : 'request')} in this worker died with it and left no end in the logs.`;
  const lived = survivors === 0 ? '' : `${counted(survivors, 'request')} still finished after that.`;
  return [died, lived].filter((sentence) => sentence !== '').join(' ');
}

/** An interruptible block under an event loop: the worker lives on for up to its graceful timeout. */
function outlived({ death }: Conclusion): string {
  const { timeoutAt, goneAt } = death;
  if (timeoutAt === undefined || goneAt - timeoutAt < 3_000_000) return '';
  return `The worker outlived the abort by ${String(Math.round((goneAt - timeoutAt) / 1_000_000))} s.`;
}
