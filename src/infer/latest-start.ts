import type { ServerFacts } from '../model/report.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';
import type { Death } from '../model/worker.ts';
import { longestUnbeatenUs, roundedUs } from './server.ts';

/** Second-long stamps of deaths against finer ones of applications. */
const SLACK_US = 1_000_000;

/** The worker beats every second, uvicorn's every half of the timeout (uvicorn/workers.py): the block began before the last look. */
const beatUs = ({ workerClass }: ServerFacts, timeoutUs: number): number =>
  Math.max(SLACK_US, longestUnbeatenUs(workerClass, timeoutUs));

/** The last moment at which a worker that was missed can have taken a request: where the block began at the latest. */
export function latestStart({ timeoutAt }: Death, server: ServerFacts): number {
  const { timeoutSeconds, timeoutFrom } = server;
  if (timeoutAt === undefined || timeoutSeconds === null || timeoutFrom === 'assumed') return Number.POSITIVE_INFINITY;
  const timeoutUs = timeoutSeconds * MICROS_PER_SECOND;
  return timeoutAt - timeoutUs + beatUs(server, timeoutUs) + roundedUs(server) + SLACK_US;
}
