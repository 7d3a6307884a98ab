/** What a word of a message is by its look. `literal`: it says what happened; all others tell of what. */
export type WordKind = 'literal' | 'method' | 'target' | 'number' | 'decimal' | 'duration' | 'id';

/** A word of a message: punctuation and a `key=` in front and behind belong to the phrase, the core may vary. */
export interface MessageWord {
  readonly before: string;
  readonly core: string;
  readonly after: string;
  readonly kind: WordKind;
}

const PARTS = /^(?<before>["'([<{]*(?:[A-Za-z_][\w.]*(?:=|:(?=[^/])))?["'([<{#]*)(?<core>.*?)(?<after>["')\]>}:,;.]*)$/;

const KINDS: readonly (readonly [pattern: RegExp, kind: WordKind])[] = [
  [/^(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|TRACE|CONNECT)$/, 'method'],
  [/^(?:\/\S*|https?:\/\/\S+)$/, 'target'],
  [/^\d+$/, 'number'],
  [/^\d+\.\d+$/, 'decimal'],
  [/^\d+(?:\.\d+)?(?:ms|s|us|µs|msecs?|secs?)$/, 'duration'],
  [/^[0-9a-f]{8}-[0-9a-f-]{8,}$/i, 'id'],
  [/^(?=.*\d)(?=.*[a-f])[0-9a-f]{8,}$/i, 'id'],
  [/^(?=(?:\D*\d){3})[A-Za-z0-9]+(?:[_:-][A-Za-z0-9]+)+$/, 'id'],
  [/^(?=(?:\D*\d){4})(?=.*[A-Za-z])[A-Za-z0-9]{8,}$/, 'id'],
];

/** The words of a message, in order. */
export const wordsOf = (message: string): readonly MessageWord[] =>
  message
    .trim()
    .split(/\s+/)
    .map((word) => {
      const { before = '', core = '', after = '' } = PARTS.exec(word)?.groups ?? {};
      const kind = KINDS.find(([pattern]) => pattern.test(core))?.[1];
      return kind ? { before, core, after, kind } : { before: '', core: word, after: '', kind: 'literal' };
    });

/** What messages that say the same of different things have in common. */
export const shapeOf = (words: readonly MessageWord[]): string =>
  words.map(({ before, core, after, kind }) => (kind === 'literal' ? core : `${before}{${kind}}${after}`)).join(' ');
