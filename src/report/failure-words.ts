import type { FailureKind } from '../model/report.ts';

/** Kinds of failures with what is said of a request of that kind, in the order in which they are told. */
export const FAILURE_WORDS: readonly (readonly [kind: FailureKind, words: string])[] = [
  ['killed', 'died with a killed worker'],
  ['recycled', 'cut off by a recycle or reload'],
  ['keepAliveRace', 'lost to a keep-alive race, no worker at fault'],
  ['proxyGaveUp', 'given up by the proxy first'],
  ['clientLeft', 'left by the client'],
  ['appError', 'failed by the application itself'],
  ['refused', 'refused: no server took them'],
  ['unexplained', 'unexplained'],
];
