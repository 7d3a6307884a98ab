import type { Frame, RaisedException, Traceback } from './traceback.ts';

/** `gunicorn/workers/base.py` in any installation, on any path separator. */
const GUNICORN_BASE = /gunicorn[\\/]workers[\\/]base\.py$/;

const isAbortFrame = ({ file, function: name }: Frame): boolean => name === 'handle_abort' && GUNICORN_BASE.test(file);

/** What ends a program by itself: `sys.exit(1)`, `raise SystemExit`, `parser.error(…)`. */
const EXITS = /exit|raise|quit|error|abort|die/i;
const INSTALLED = /[\\/](?:site-packages|dist-packages|lib(?:64)?[\\/]python\d(?:\.\d+)?)[\\/]/;
const GUNICORN_WORKER = /gunicorn[\\/]workers[\\/]\w+\.py$/;

/**
 * True if the handler's frame was left out. What raises SystemExit stands on the last frame, but for a signal's handler: where an
 * installed library's call is left there that ends no program, the handler ran below it, with the code that gunicorn's exits with.
 */
function lostItsHandler({ exception, message, frames }: RaisedException): boolean {
  const last = frames.at(-1);
  if (!/^(?:.*\.)?SystemExit$/.test(exception) || message !== '1' || last?.code === undefined) return false;
  const isLibrary = INSTALLED.test(last.file) && !EXITS.test(last.code) && !EXITS.test(last.function);
  return isLibrary && frames.some(({ file }) => GUNICORN_WORKER.test(file));
}

const raisedByAbort = (raised: RaisedException): boolean => raised.frames.some(isAbortFrame) || lostItsHandler(raised);

/** True if this is the code that ran when gunicorn's master sent SIGABRT (gunicorn 19.0 on, workers/base.py handle_abort). */
export const isAbort = ({ chain }: Traceback): boolean => chain.some(raisedByAbort);

/** True if a paste ends within the traceback, or a pane's edge cut it: what was raised is lost. */
export const isCutOff = ({ chain, truncated }: Traceback): boolean =>
  truncated && (chain.at(-1)?.exception ?? '') === '';

/** True if somebody wrote a traceback down without its frames, and its exit is the one that gunicorn's handler makes. */
export const isBareExit = ({ chain }: Traceback): boolean => {
  return isExit(chain.at(-1)) && hasNoFrames(chain);
};

/** True if it ends in the exit that gunicorn's handler makes, and frames of it are lost: its own or the handler's, nobody knows. */
export const isUntoldExit = (traceback: Traceback): boolean =>
  isBareExit(traceback) || (traceback.truncated && isExit(traceback.chain.at(-1)));

const isExit = (last: RaisedException | undefined): boolean =>
  last !== undefined && /(^|\.)SystemExit$/.test(last.exception) && last.message === '1';

const hasNoFrames = (chain: Traceback['chain']): boolean => chain.every(({ frames }) => frames.length === 0);

/**
 * The frames above gunicorn's handler: where the code stood when the abort came; of a traceback that is cut off all that are left. Empty
 * if this is no abort.
 */
export function framesAtAbort(traceback: Traceback): readonly Frame[] {
  const { chain } = traceback;
  const at = chain.findIndex(raisedByAbort);
  if (at < 0) return isCutOff(traceback) ? framesOf(chain.at(-1)) : [];
  const frames = framesOf(chain[at]);
  const handler = frames.findIndex(isAbortFrame);
  const above = handler < 0 ? frames : frames.slice(0, handler);
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
      /(^|\.)(SystemExit|GreenletExit|KeyboardInterrupt|CancelledError|FATAL ERROR)$/.test(raised.exception),
  );

/** True if the code left by itself: `SystemExit` that no signal handler of gunicorn raised. */
export const isOwnExit = (traceback: Traceback): boolean =>
  /(^|\.)SystemExit$/.test(traceback.chain.at(-1)?.exception ?? '') &&
  traceback.chain.some(({ frames }) => frames.length > 0) &&
  !isAbort(traceback) &&
  !traceback.chain.some(({ frames }) => frames.some(({ function: name }) => /^handle_(abort|quit|exit)$/.test(name)));
