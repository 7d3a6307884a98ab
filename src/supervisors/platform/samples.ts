import type { LifecycleStep } from '../../model/lifecycle.ts';
import type { MessageSample } from '../message-rules.ts';

const ended = (why: string): LifecycleStep => ({ what: 'unit-ended', unit: '', why });

const TELLING: readonly MessageSample[] = [
  { text: 'Error R15 (Memory quota vastly exceeded)', step: ended('out of memory') },
  { text: 'Out of memory (used over 512Mi)', step: ended('out of memory') },
  { text: 'Ran out of memory (used over 512MB) while running your code.', step: ended('out of memory') },
  {
    text: 'Memory limit of 512 MiB exceeded with 515 MiB used. Consider increasing the memory limit',
    step: ended('out of memory'),
  },
  {
    text: 'Exceeded hard memory limit of 256 MiB with 260 MiB after servicing 12 requests total.',
    step: ended('out of memory'),
  },
  { text: 'OutOfMemoryError: Container killed due to memory usage', step: ended('out of memory') },
  { text: 'exited with code 137', step: ended('exit code 137') },
  { text: 'exited with code 137 (OOMKilled)', step: ended('out of memory') },
  {
    text: 'Error R12 (Exit timeout) -> At least one process failed to exit within 30 seconds of SIGTERM',
    step: { what: 'kill-ordered', processes: [], signal: 9 },
  },
  { text: 'Process exited with status 137', step: ended('exit code 137') },
  {
    text: 'Error R10 (Boot timeout) -> Web process failed to bind to $PORT within 60 seconds of launch',
    step: ended('startup'),
  },
  { text: 'State changed from starting to crashed', step: ended('crashed while starting') },
];

/** Warnings, ends that were asked for, and the like of it. */
const CHATTER: readonly string[] = [
  'Process running mem=576M(112.5%)',
  'State changed from up to crashed',
  'Starting process with command `gunicorn shop.wsgi`',
  'Stopping all processes with SIGTERM',
  'Error R14 (Memory quota exceeded)',
  'Exceeded soft memory limit of 256 MB with 260 MB after servicing 12 requests total.',
  'Memory limit of 512 MiB',
  'exited with code 0',
  'exited with code 1',
  'Process exited with status 143',
  'Process exited with status 1',
];

/** Messages of platforms and their steps. */
export const samples: readonly MessageSample[] = [...TELLING, ...CHATTER.map((text) => ({ text, step: undefined }))];
