import type { MessageRule, StepOf } from '../message-rules.ts';
import type { Supervisor } from '../supervisor.ts';
import { samples } from './samples.ts';

const OUT_OF_MEMORY = 'out of memory';

const ended =
  (why: string): StepOf =>
  ({ unit }) => ({ what: 'unit-ended', unit: unit ?? '', why });

/** What hosting platforms and Docker say of a container as a whole. Of the server in it, and of its workers, they know nothing. */
const RULES: readonly MessageRule[] = [
  // Error R15 (Memory quota vastly exceeded)    Heroku, which then sends SIGKILL; R14 ends nothing (devcenter, "Heroku Error Codes")
  [/^Error R15 \(Memory quota vastly exceeded\)/, ended(OUT_OF_MEMORY)],
  // Out of memory (used over 512Mi)    Ran out of memory (used over 512MB) while running your code.    Render
  [/^(?:Out of memory|Ran out of memory) \(used over /, ended(OUT_OF_MEMORY)],
  // Memory limit of 512 MiB exceeded with 515 MiB used. Consider increasing the memory limit, see …    Cloud Run
  [/^Memory limit of [\d.]+ ?\w+ exceeded with /, ended(OUT_OF_MEMORY)],
  // Exceeded hard memory limit of 256 MiB with 260 MiB after servicing 12 requests total.    App Engine; the soft limit lets requests end
  [/^Exceeded hard memory limit of /, ended(OUT_OF_MEMORY)],
  // OutOfMemoryError: Container killed due to memory usage    ECS
  [/^OutOfMemoryError: Container killed due to memory usage/, ended(OUT_OF_MEMORY)],
  // Error R10 (Boot timeout) -> Web process failed to bind to $PORT within 60 seconds of launch    Heroku, which then sends SIGKILL
  [/^Error R10 \(Boot timeout\)/, ended('startup')],
  // State changed from starting to crashed    Heroku, of a dyno whose program left before it listened
  [/^State changed from starting to crashed/, ended('crashed while starting')],
  // Error R12 (Exit timeout) -> At least one process failed to exit within 30 seconds of SIGTERM    Heroku: it was told to stop, and is shot
  [/^Error R12 \(Exit timeout\)/, () => ({ what: 'kill-ordered', processes: [], signal: 9 })],
  // exited with code 137 (OOMKilled)    docker inspect, as read by envelopes/docker-inspect
  [/^exited with code \d+ \(OOMKilled\)/, ended(OUT_OF_MEMORY)],
  // web-1 exited with code 137    docker compose up    Process exited with status 137    Heroku
  [
    /^(?:exited with code|Process exited with status) (?<code>13\d)\b(?! \(OOMKilled\))/,
    ({ code }) => ({ what: 'unit-ended', unit: '', why: `exit code ${code ?? ''}` }),
  ],
];

/** Hosting platforms and Docker, as those that run a server as a whole. */
export const platform: Supervisor = {
  id: 'platform',
  title: 'Hosting platforms and Docker',
  docs: 'https://devcenter.heroku.com/articles/error-codes#r15-memory-quota-vastly-exceeded',
  writes: [],
  openings: [
    'Error R15 (',
    'Out of memory (used over ',
    'Ran out of memory (used over ',
    'Memory limit of ',
    'Exceeded hard memory limit of ',
    'OutOfMemoryError: Container killed ',
    'Error R10 (',
    'Error R12 (',
    'exited with code 13',
    ...['Process exited with status ', 'Process running mem=', 'State changed from ', 'Starting process with command '],
    ...[
      'Stopping process with SIG',
      'Stopping all processes with SIG',
      'Stopping remaining processes with SIG',
      'Error R14 (',
    ],
  ],
  defaults: { timeoutSeconds: undefined, gracefulTimeoutSeconds: undefined },
  samples,
  rules: RULES,
};
