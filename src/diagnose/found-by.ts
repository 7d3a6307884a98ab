import type { Conclusion } from '../model/conclusion.ts';

/** Who shows where the code stood: the abort of the worker, else what had its stack printed while it stood. */
export const foundBy = ({ tracebacks, server }: Pick<Conclusion, 'tracebacks' | 'server'>): string => {
  if (tracebacks.length > 0) return 'the abort';
  return server.kind === 'php-fpm' ? 'the slowlog' : 'a watchdog';
};
