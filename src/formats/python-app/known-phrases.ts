import type { Phrase } from '../../model/layout.ts';
import type { Message } from './messages.ts';
import { countSaid } from './try-phrases.ts';

const start = (template: string): Phrase => ({ edge: 'start', template });
const end = (template: string): Phrase => ({ edge: 'end', template });

/**
 * How Celery's workers tell of tasks, the same everywhere (celery/app/trace.py and worker/strategy.py, 3.1 to 5.6): received at prefetch,
 * which is not yet its start (one with an ETA waits for long, and is none here); its end by a child of the pool. What follows a failure's line is its traceback, which is read as such.
 */
const CELERY: readonly Phrase[] = [
  start('Task {target}[{id}] received'),
  start('Received task: {target}[{id}]'),
  end('Task {target}[{id}] succeeded in {s}s: {rest}'),
  end('Task {target}[{id}] raised unexpected: {rest}'),
  end('Task {target}[{id}] raised expected: {rest}'),
  end('Task {target}[{id}] retry: {rest}'),
  end('Task {target}[{id}] INTERNAL ERROR: {rest}'),
  end('Task {target}[{id}] ignored'),
  end('Task {target}[{id}] rejected'),
  end('Discarding revoked task: {target}[{id}]'),
];

/** The phrases of a program that words its requests the same wherever it runs, if these messages are its own: a few tell it already. */
export const knownPhrases = (
  messages: readonly Message[],
): { readonly phrases: readonly Phrase[]; readonly pairs: number } | undefined => {
  const pairs = countSaid(CELERY, messages);
  return pairs > 0 ? { phrases: CELERY, pairs } : undefined;
};
