import type { Phrase } from '../../model/layout.ts';
import type { Learnt, LogSample } from '../format.ts';
import { isOfOneDay } from './dateless-times.ts';
import { declaredLayout } from './declared-layout.ts';
import { knownPhrases } from './known-phrases.ts';
import { learnHeads } from './learn-head.ts';
import { learnPhrases } from './learn-phrases.ts';
import { readMessages, type Message } from './messages.ts';
import { isGraveLevel } from './record-look.ts';

export const ID = 'python-app';

/** A head template tried on a sample. */
interface Trial {
  readonly head: string;
  readonly owned: number;
  readonly messages: readonly Message[];
  readonly phrases: readonly Phrase[];
  readonly pairs: number;
}

/** A shorter head must read clearly more requests to be believed. */
const NEARLY_AS_MANY = 0.95;
/** A column that some lines lack, which a shorter head reads, is the beginning of a message: `Incoming: GET /feed`. */
const NEARLY_ALL_HEADS = 0.99;

/** The head and phrases in which an application logs: of the heads that may be, the fullest that reads most requests. */
export const learn = (sample: LogSample): Learnt | undefined => {
  const declared = declaredLayout(sample, ID);
  if (declared) return declared;
  const trials = learnHeads(sample).map((head) => tryHead(head, sample));
  const telling = trials.filter((trial) => isTelling(trial) && !isOfSeveralDays(trial));
  const most = Math.max(0, ...telling.map(({ pairs }) => pairs));
  const mostHeads = Math.max(0, ...telling.map(({ messages }) => messages.length));
  const enough = telling.filter(
    ({ pairs, messages }) => pairs >= most * NEARLY_AS_MANY && messages.length >= mostHeads * NEARLY_ALL_HEADS,
  );
  // Of a kill the few records tell that are unlike all others: none of them is given up for one more column.
  const mostFailures = Math.max(0, ...enough.map(failuresIn));
  const best = enough.find((trial) => failuresIn(trial) === mostFailures);
  if (!best) return undefined;
  return { share: best.owned / sample.lines.length, layout: { format: ID, head: best.head, phrases: best.phrases } };
};

const tryHead = (head: string, sample: LogSample): Trial => {
  const { messages, owned } = readMessages(sample, head);
  return { head, owned, messages, ...(knownPhrases(messages) ?? learnPhrases(messages, sample.workerPids)) };
};

/** A traceback whose head is not read is the record's before it: where heads are lost, levels are. */
const failuresIn = ({ messages }: Trial): number =>
  messages.reduce((sum, { level, hasTraceback }) => sum + Number(isGraveLevel(level)) + Number(hasTraceback), 0);

/** Two clocks of one log may be apart; a time of day that goes back farther is of the next day. */
const LONGEST_BACK_US = 3_600_000_000;

/** True if times of day come round again: of which day each is, nothing tells. */
const isOfSeveralDays = ({ head, messages }: Trial): boolean =>
  isOfOneDay(head) && messages.some(({ wall }, at) => wall < (messages[at - 1]?.wall ?? 0) - LONGEST_BACK_US);

/** A time alone begins lines of all sorts: something else must say that an application wrote this. */
const isTelling = ({ head, messages, pairs }: Trial): boolean =>
  pairs > 0 || /\{(?:level|pid|logger)\}/.test(head) || messages.some(({ hasTraceback }) => hasTraceback);
