import type { Frame, RaisedException, Traceback } from './traceback.ts';

/** `gunicorn/workers/base.py` in any installation, on any path separator. */
const GUNICORN_BASE = /gunicorn[\\/]workers[\\/]base\.py$/;

const isAbortFrame = ({ file, function: name }: Frame): boolean => name === 'handle_abort' && GUNICORN_BASE.test(file);

const raisedByAbort = ({ frames }: RaisedException): boolean => frames.some(isAbortFrame);

/** True if this is the code that ran when gunicorn's master sent SIGABRT (gunicorn 19.0 on, workers/base.py handle_abort). */
export const isAbort = ({ chain }: Traceback): boolean => chain.some(raisedByAbort);

/** True if a paste ends within the traceback, or a pane's edge cut it: what was raised is lost. */
export const isCutOff = ({ chain, truncated }: Traceback): boolean =>
  truncated && (chain.at(-1)?.exception ?? '') === '';

/**
 * The frames above gunicorn's handler: where the code stood when the abort came; of a traceback that is cut off all that are left. Empty
 * if this is no abort.
 */
export function framesAtAbort(traceback: Traceback): readonly Frame[] {
  const { chain } = traceback;
  const at = chain.findIndex(raisedByAbort);
  if (at < 0) return isCutOff(traceback) ? framesOf(chain.at(-1)) : [];
  const frames = framesOf(chain[at]);
  const above = frames.slice(0, frames.findIndex(isAbortFrame));
  // Where C code had called back into Python, the way to it is in what that code made of the exit (psycopg2's SystemError).
  return above.length > 0 ? above : framesOf(chain[at + 1]);
}

const framesOf = (raised: RaisedException | undefined): readonly Frame[] => raised?.frames ?? [];

/** True if a greenlet was killed from outside: a victim of its worker's end, not the code that ran (gevent GreenletExit). */
export const isVictim = ({ chain }: Traceback): boolean => /(^|\.)GreenletExit$/.test(chain.at(-1)?.exception ?? '');

/** True if the code was ended, by its own exit or from outside: nothing that an application counts as a failed request. */
export const isEnded = ({ chain }: Traceback): boolean =>
  chain.some(
    (raised) =>
      raisedByAbort(raised) ||
      /(^|\.)(SystemExit|GreenletExit|KeyboardInterrupt|CancelledError)$/.test(raised.exception),
  );

/** True if the code left by itself: `SystemExit` that no signal handler of gunicorn raised. */
export const isOwnExit = (traceback: Traceback): boolean =>
  /(^|\.)SystemExit$/.test(traceback.chain.at(-1)?.exception ?? '') &&
  traceback.chain.some(({ frames }) => frames.length > 0) &&
  !traceback.chain.some(({ frames }) => frames.some(({ function: name }) => /^handle_(abort|quit|exit)$/.test(name)));
