/** One `name argument …;` of nginx, or the head of a block. */
export interface Directive {
  readonly name: string;
  /** Unquoted, escapes undone. */
  readonly words: readonly string[];
  /** Index of its name in the text. */
  readonly at: number;
}

const BLANK = String.raw`\s+|#[^\n]*`;
const END = String.raw`[;{}]`;
// A quote that is never closed takes the rest of the file, as nginx would refuse it.
const QUOTED = String.raw`"(?:\\[^]|[^"\\])*(?:"|$)|'(?:\\[^]|[^'\\])*(?:'|$)`;
const BARE = String.raw`(?:\\[^]|\$\{\w*\}|[^\s;{}\\])+`;
const PIECE = new RegExp(`(?<blank>${BLANK})|(?<end>${END})|(?<quoted>${QUOTED})|(?<bare>${BARE})|[^]`, 'g');

const ESCAPED: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n' };

// nginx 1.22, core/ngx_conf_file.c: \" \' \\ and \t \r \n are undone, any other backslash stays.
const unescape = (text: string): string =>
  text.replace(/\\(["'\\trn])/g, (_whole, char: string) => ESCAPED[char] ?? char);

/** All directives of a text, in its order, those in blocks among them. */
export const directivesIn = (text: string): readonly Directive[] => {
  const directives: Directive[] = [];
  let words: string[] = [];
  let at = 0;
  for (const { index, groups = {} } of text.matchAll(PIECE)) {
    const { blank, end, quoted, bare } = groups;
    if (blank !== undefined) continue;
    const word = bare ?? quoted?.slice(1, -1);
    if (word !== undefined) {
      if (words.length === 0) at = index;
      words.push(unescape(word));
    }
    if (end === undefined) continue;
    const [name, ...rest] = words;
    if (name !== undefined) directives.push({ name, words: rest, at });
    words = [];
  }
  return directives;
};
