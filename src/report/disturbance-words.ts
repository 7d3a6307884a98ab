import { isoTime } from '../lib/iso-time.ts';
import { lengthOfTime } from '../lib/length-of-time.ts';
import type { Conclusion, Disturbance } from '../model/conclusion.ts';
import { MICROS_PER_SECOND, type Micros } from '../model/time.ts';

/** What befell the machine, and what the silence of the worker is worth on that account. Times in the zone `offsetMin`. */
export function disturbanceWords({ disturbance, death }: Conclusion, offsetMin: number): string {
  const { timeoutAt } = death;
  if (!disturbance || timeoutAt === undefined) return '';
  const before = lengthOfTime(timeoutAt - disturbance.to);
  switch (disturbance.kind) {
    case 'pause':
      return `The machine ${slept(disturbance, offsetMin)}, ${before} before that. ${
        disturbance.explains
          ? 'No worker could beat while it slept, so the silence shows no block.'
          : 'Its silence spans that sleep: when a block began, these times do not tell.'
      }`;
    case 'clock-step':
      return `The clock of the machine was set ${howFar(disturbance.seconds)}at ${clock(disturbance.to, offsetMin)}, ${before} before that. ${
        disturbance.explains
          ? 'To the master that much time had passed without a beat, so the silence shows no block.'
          : 'Its silence spans that step: when a block began, these times do not tell.'
      }`;
    case 'starvation':
      return `The kernel found processors of the machine stuck at ${clock(disturbance.to, offsetMin)}: whether the worker was blocked or only not run, its silence does not tell.`;
    case 'silence':
      return `All workers of the machine were missed together, and no log holds a line since ${clock(disturbance.from ?? disturbance.to, offsetMin)}: something held all of them, or each was held by a request of its own: their silence does not tell.`;
  }
}

const clock = (us: Micros, offsetMin: number): string => isoTime(us, offsetMin).slice(11, 19);

const slept = ({ from, to }: Disturbance, offsetMin: number): string =>
  from === undefined
    ? `woke from a sleep at ${clock(to, offsetMin)}`
    : `slept from ${clock(from, offsetMin)} to ${clock(to, offsetMin)}`;

const howFar = (seconds: number | undefined): string =>
  seconds === undefined
    ? ''
    : `${seconds < 0 ? 'back' : 'forward'} by ${lengthOfTime(Math.abs(seconds) * MICROS_PER_SECOND)} `;
