/** How a piece of text divides into words. */
export interface Piece {
  readonly text: string;
  /** Index of its first character in the file. */
  readonly at: number;
  /** `shell`: quotes, `;`, `&&`; `list`: `["a", "b"]`; `plain`: what stands between blanks, as `ps` prints it. */
  readonly syntax: 'shell' | 'list' | 'plain';
  /** Whether a line end, too, ends a command. */
  readonly endsAtLine: boolean;
  /** What the file, or the `.env` beside it, gives to variables of the environment. */
  readonly variables?: Variables;
}

/** The value of a variable of the environment; `undefined` where nobody states one. */
export type Variables = (name: string) => string | undefined;

/** One argument, unquoted. */
export interface Word {
  readonly text: string;
  readonly at: number;
}

const QUOTED = String.raw`(?<single>'[^']*')|(?<double>"(?:\\[^]|[^"\\])*")`;

// A quote that is never closed is dropped.
const SYNTAX: Readonly<Record<Piece['syntax'], RegExp>> = {
  shell: new RegExp(
    String.raw`(?<line>\n)|(?<blank>[ \t\r\f]+|\\\r?\n|(?<!\S)#[^\n]*|[<>])|(?<end>[;|&()]+)|${QUOTED}|(?<bare>[^\s\\'";|&()<>]+|\\[^])|[^]`,
    'g',
  ),
  list: new RegExp(
    String.raw`(?<line>\n)|(?<blank>[ \t\r\f,[\]]+|\\\r?\n)|${QUOTED}|(?<bare>[^\s\\'",[\]]+|\\[^])|[^]`,
    'g',
  ),
  plain: /(?<line>\n)|(?<blank>[^\S\n]+)|(?<bare>\S+)/g,
};

const ESCAPED = /\\(?:\r?\n|(["\\$`/]))/g;

type Groups = Readonly<Record<string, string | undefined>>;

const partOf = ({ single, double, bare }: Groups): string | undefined => {
  if (single !== undefined) return single.slice(1, -1);
  if (double !== undefined) return double.slice(1, -1).replace(ESCAPED, (_whole, char?: string) => char ?? '');
  return bare?.startsWith('\\') === true ? bare.slice(1) : bare;
};

/** What a match puts an end to. */
const endOf = ({ line, blank, end }: Groups, endsAtLine: boolean): 'command' | 'word' | undefined => {
  if (end !== undefined || (line !== undefined && endsAtLine)) return 'command';
  return (line ?? blank) === undefined ? undefined : 'word';
};

/** The commands of a piece, each as its words. */
export const commandsIn = ({ text, at, syntax, endsAtLine }: Piece): readonly (readonly Word[])[] => {
  const commands: Word[][] = [];
  let words: Word[] = [];
  let word: Word | undefined;
  for (const { groups = {}, index } of text.matchAll(SYNTAX[syntax])) {
    const part = partOf(groups);
    const end = endOf(groups, endsAtLine);
    if (part !== undefined) word = word ? { ...word, text: word.text + part } : { text: part, at: at + index };
    if (end === undefined) continue;
    if (word) words.push(word);
    word = undefined;
    if (end === 'word') continue;
    commands.push(words);
    words = [];
  }
  if (word) words.push(word);
  return [...commands, words].filter(({ length }) => length > 0);
};

/** The words of a word that is a command itself, as after `sh -c`, at their places in the file where they can be found. */
export const commandsWithin = ({ text, at }: Word, outer: Piece): readonly (readonly Word[])[] => {
  let from = at - outer.at;
  const placed = ({ text: inner }: Word): Word => {
    const found = outer.text.indexOf(inner, from);
    if (found >= 0) from = found + inner.length;
    return { text: inner, at: outer.at + (found >= 0 ? found : from) };
  };
  return commandsIn({ text, at, syntax: 'shell', endsAtLine: outer.endsAtLine }).map((words) => words.map(placed));
};
