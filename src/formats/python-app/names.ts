import { groupedBy } from '../../lib/grouped.ts';
import { shapeOf, type Token } from './message-tokens.ts';

/** Names stand near the beginning of a message. */
const FURTHEST = 16;

interface HasTokens {
  readonly tokens: readonly Token[];
}

const isWord = (token: Token | undefined): boolean => token?.kind === 'text' && /\p{L}{2}/u.test(token.text);

const withNameAt = (tokens: readonly Token[], place: number): readonly Token[] =>
  tokens.map((token, at) => (at === place ? { kind: 'name', text: token.text } : token));

/** The same messages; where `fewest` or more words stand in messages that are else alike, they are names. */
export const withNames = <Said extends HasTokens>(said: readonly Said[], fewest: number): readonly Said[] => {
  let named = said;
  for (let place = 0; place < FURTHEST; place++) {
    const alike = groupedBy(named, ({ tokens }) => (isWord(tokens[place]) ? shapeOf(withNameAt(tokens, place)) : ''));
    named = [...alike].flatMap(([shape, same]) =>
      shape !== '' && new Set(same.map(({ tokens }) => tokens[place]?.text)).size >= fewest
        ? same.map((one) => ({ ...one, tokens: withNameAt(one.tokens, place) }))
        : same,
    );
  }
  return named;
};
