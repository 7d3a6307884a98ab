import { groupedBy } from '../../lib/grouped.ts';
import { shapeOf, type Token } from './message-tokens.ts';

/** Names stand near the beginning of a message. */
const FURTHEST = 32;

interface HasTokens {
  readonly tokens: readonly Token[];
}

const isWord = (token: Token | undefined): boolean => token?.kind === 'text' && /\p{L}{2}/u.test(token.text);

const withNameAt = (tokens: readonly Token[], place: number): readonly Token[] =>
  tokens.map((token, at) => (at === place ? { kind: 'name', text: token.text } : token));

/** True if so many different words stand at a place of these messages. */
const hasNames = (said: readonly HasTokens[], place: number, fewest: number): boolean =>
  said.length >= fewest && new Set(said.map(({ tokens }) => tokens[place]?.text)).size >= fewest;

/** Those of these messages that have a name at a place. */
const namedAt = <Said extends HasTokens>(said: readonly Said[], place: number, fewest: number): readonly Said[] => {
  const words = groupedBy(
    said.filter(({ tokens }) => isWord(tokens[place])),
    ({ tokens }) => tokens.length,
  );
  // To compare whole messages takes longer than to see that those as long as each other have the same word there.
  const likely = [...words.values()].filter((same) => hasNames(same, place, fewest));
  const alike = likely.flatMap((same) => [
    ...groupedBy(same, ({ tokens }) => shapeOf(withNameAt(tokens, place))).values(),
  ]);
  return alike.filter((same) => hasNames(same, place, fewest)).flat();
};

/** The same messages; where `fewest` or more words stand in messages that are else alike, they are names. */
export const withNames = <Said extends HasTokens>(said: readonly Said[], fewest: number): readonly Said[] => {
  let named = said;
  for (let place = 0; place < FURTHEST; place++) {
    const found = new Set(namedAt(named, place, fewest));
    if (found.size > 0)
      named = named.map((one) => (found.has(one) ? { ...one, tokens: withNameAt(one.tokens, place) } : one));
  }
  return named;
};
