import type { SortedFailure } from '../../model/conclusion.ts';
import { FULL, MAKE_ROOM } from '../disk-full.ts';
import type { FailureRule } from '../failure-rule.ts';
import type { Finding } from '../rule.ts';

/** Of fewer of the errors than this share it is not the reason. */
const MOST = 0.5;

/** The application could write nothing any more; neither could who logs, so that lines may be missing. */
export const nothingWritten: FailureRule = {
  id: 'nothing-written',
  title: 'The application failed as the disk was full',
  kind: 'appError',
  examine(failed): Finding | undefined {
    const words = failed.flatMap((failure) => wordsOf(failure) ?? []);
    if (words.length < failed.length * MOST) return undefined;
    return {
      confidence: 0.9,
      for: [`${String(words.length)} of ${String(failed.length)} errors say so: ${words[0] ?? ''}`],
      against: [],
      ...MAKE_ROOM,
    };
  },
};

/** What its exception says of a disk without room. */
const wordsOf = ({ evidence }: SortedFailure): string | undefined =>
  evidence
    .flatMap((event) => (event.kind === 'exception' ? event.traceback.chain : []))
    .filter(({ message }) => FULL.test(message))
    .map(({ exception, message }) => `${exception}: ${message}`)[0];
