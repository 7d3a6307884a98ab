import type { Failure, FailureKind, Failures } from '../model/report.ts';

/** A list of failures with the number of each kind in it. */
export function sortedFailures(list: readonly Failure[]): Failures {
  const count = (kind: FailureKind): number => list.filter((failure) => failure.kind === kind).length;
  return {
    killed: count('killed'),
    recycled: count('recycled'),
    keepAliveRace: count('keepAliveRace'),
    proxyGaveUp: count('proxyGaveUp'),
    clientLeft: count('clientLeft'),
    appError: count('appError'),
    refused: count('refused'),
    unexplained: count('unexplained'),
    list,
  };
}
