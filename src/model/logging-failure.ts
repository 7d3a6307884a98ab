import type { Traceback } from './traceback.ts';

/** `Handler.handleError` prints what `emit` itself caught: that is where its frames begin (CPython logging/__init__.py and handlers.py). */
const LOGGING = /[\\/]logging[\\/](?:__init__|handlers)\.py$/;

/** True if a line could not be logged: nobody's request failed of it, as logging goes on without a word to who called it. */
export function isLoggingFailure({ chain }: Traceback): boolean {
  const outermost = chain.at(-1)?.frames[0];
  return outermost !== undefined && outermost.function === 'emit' && LOGGING.test(outermost.file);
}
