import type { Phrase } from '../../model/layout.ts';
import { isRequestLike } from './direction.ts';
import { findIds } from './find-ids.ts';
import { groupMessages, saidIn, type Said } from './group-messages.ts';
import type { Message } from './messages.ts';
import { withNames } from './names.ts';
import { pairById } from './pair-by-id.ts';
import { pairByTarget } from './pair-by-target.ts';
import { spanOf, type Edge, type Pairing } from './pairing.ts';
import { phrasesOf } from './phrases-of.ts';
import { withQueryIds } from './query-ids.ts';
import { withSpeakers } from './speakers.ts';
import { countSaid, tryPhrases } from './try-phrases.ts';

/** What was learnt, and how many requests of the sample it reads from start to end. */
interface LearntPhrases {
  readonly phrases: readonly Phrase[];
  readonly pairs: number;
}

const NOTHING: LearntPhrases = { phrases: [], pairs: 0 };

/** No application tells its requests in more ways. */
const MOST_PHRASES = 24;

/** How many different words in one place are taken for names, and no longer for what is said: strictest first. */
const FEWEST_NAMES: readonly number[] = [6, 3, 2];
/** Taking words for names must read clearly more requests to be believed. */
const CLEARLY_MORE = 1.1;

/** The phrases that start and end requests, learnt from what pairs up in a sample; none where nothing does for certain. */
export const learnPhrases = (messages: readonly Message[], workerPids: ReadonlySet<number>): LearntPhrases => {
  const said = saidIn(messages);
  let best = learnFrom(said, messages, workerPids);
  let names = 0;
  for (const fewest of FEWEST_NAMES) {
    const named = withNames(said, fewest);
    const more = namesIn(named);
    // A word that is a name to the stricter is one here too: as many are the same ones, and would teach the same.
    if (more === names) continue;
    names = more;
    const learnt = learnFrom(named, messages, workerPids);
    if (learnt.pairs > best.pairs * CLEARLY_MORE) best = learnt;
  }
  const byQuery = learnByQuery(said, messages, workerPids);
  return byQuery.pairs > 0 && byQuery.pairs >= best.pairs ? byQuery : best;
};

/** Phrases in which each request is known by a parameter of what it asks for: what else is told of it may name that alone. */
const learnByQuery = (
  said: readonly Said[],
  messages: readonly Message[],
  workerPids: ReadonlySet<number>,
): LearntPhrases => {
  const parted = withQueryIds(said);
  const learnt = parted === said ? NOTHING : learnFrom(parted, messages, workerPids);
  return learnt.phrases.every(({ template }) => template.includes('{id}')) ? learnt : NOTHING;
};

const namesIn = (said: readonly Said[]): number =>
  said.reduce((sum, { tokens }) => sum + tokens.filter(({ kind }) => kind === 'name').length, 0);

const learnFrom = (
  said: readonly Said[],
  messages: readonly Message[],
  workerPids: ReadonlySet<number>,
): LearntPhrases => {
  const groups = groupMessages(said).map((group) => withSpeakers(group, workerPids));
  const pairings = [...findIds(groups).flatMap((edges) => pairById(edges) ?? []), ...pairByTarget(groups)];
  const likely = pairings.filter((pairing) => isRequestLike(pairing, said.length)).sort((a, b) => merit(b) - merit(a));
  for (const pairing of likely) {
    const phrases = unmistakable(pairing, messages).slice(0, MOST_PHRASES);
    const pairs = tryPhrases(phrases, messages);
    if (pairs > 0) return { phrases, pairs };
  }
  return NOTHING;
};

/** Where what is asked for tells a start from other messages of the same words, it must be a path: `17 /feed` starts, `17 210` does not. */
export const unmistakable = (pairing: Pairing, messages: readonly Message[]): readonly Phrase[] => {
  const phrases = phrasesOf(pairing, { paths: false });
  const strict = phrasesOf(pairing, { paths: true });
  return countSaid(strict, messages) < countSaid(phrases, messages) ? strict : phrases;
};

/** The outermost pairing covers most time. One that tells what is asked for is worth twice as much, and an id again. */
const merit = ({ by, starts, pairs }: Pairing): number => {
  const span = pairs.reduce((sum, pair) => sum + spanOf(pair), pairs.length);
  const hasTarget = starts.some(({ group }) => group.shape.some(({ kind }) => kind === 'target'));
  // Of two numbers that pair up, the request's own differs more than that of the user who asks.
  const distinct = new Set(pairs.map(({ key }) => key)).size / pairs.length;
  const byWhat =
    by === 'id' ? idMerit(distinct) * (starts.every(isCalledRequest) ? CALLED : 1) : by === 'process' ? 0.5 : 1;
  return span * (hasTarget ? 2 : 1) * byWhat;
};

/** Of two numbers that tell requests apart equally well, what else is told of a request names the one that is called its id. */
const CALLED = 1.05;
const REQUEST_NOUN = /(?:^|[^a-z])(?:req(?:uest)?|correlation|trace|r|x-request)[_-]?(?:id)?["']?\W*$/i;

const isCalledRequest = ({ group: { shape }, place }: Edge): boolean =>
  REQUEST_NOUN.test(
    shape
      .slice(Math.max(0, place - 6), Math.max(0, place))
      .map(({ kind, text }) => (kind === 'text' ? text : '0'))
      .join(''),
  );

/** A session's id, of which each has one request at a time, still tells more than the path. */
const idMerit = (distinct: number): number => Math.max(1.1, 2 * distinct);
