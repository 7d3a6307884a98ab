/** A piece of a message: text that stays, or something that varies. `name`: a word known to vary, as no digit tells it. */
export interface Token {
  readonly kind: 'text' | 'method' | 'target' | 'value' | 'name';
  readonly text: string;
}

/** A log's first words say what it is about; a longer message is cut. */
const LONGEST = 400;

const METHOD = /^(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS|TRACE|CONNECT)$/;
/** Marks that may stand right before or behind a word and are none of it (a sign only before what is no mere number); scripts that write no blanks between words. */
const LEADING = /^(?:[#@$*~^\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]+|[+\-!.?&%]+(?=[\w-]{6}))/u;
const TRAILING = /[.!?*~…\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]+$/u;

// In order: blanks · a path (which brackets side by side end) or address · a number with its unit behind it · a word · any other sign.
const PIECES =
  /\s+|(?<![\w.])(?:https?:\/\/[^\s"'<>|]+|\/(?:[\w%~.\-?\p{L}\uFFFD](?:(?!\]\[)[^\s"'<>|])*)?)|\d+(?:[.,]\d+)?(?=(?:ms|msecs?|millis|us|usecs?|µs|μs|s|secs?|seconds?)(?!\w))|[^\s=:,;()[\]{}<>"'|]+|./gu;

/** The pieces of a message; put together they are the message, with each run of blanks as one space. */
export const tokensOf = (message: string): readonly Token[] =>
  [...message.slice(0, LONGEST).trim().matchAll(PIECES)].flatMap(([piece]) => tokensOfPiece(piece));

const text = (piece: string): readonly Token[] => (piece === '' ? [] : [{ kind: 'text', text: piece }]);

const tokensOfPiece = (piece: string): readonly Token[] => {
  if (/^\s/.test(piece)) return text(' ');
  if (piece.startsWith('/') || /^https?:\/\//.test(piece)) return split(piece, /[,;:.)\]}!?]+$/, 'target');
  if (METHOD.test(piece)) return [{ kind: 'method', text: piece }];
  if (!/\d/.test(piece)) return text(piece);
  const before = LEADING.exec(piece)?.[0] ?? '';
  return [...text(before), ...split(piece.slice(before.length), TRAILING, 'value')];
};

const split = (piece: string, trailing: RegExp, kind: Token['kind']): readonly Token[] => {
  const after = piece.length > 1 ? (trailing.exec(piece)?.[0] ?? '') : '';
  return [{ kind, text: piece.slice(0, piece.length - after.length) }, ...text(after)];
};

const SIGNS = { method: '\u0001', target: '\u0002', value: '\u0003', name: '\u0004' } as const;

/** What messages have in common that say the same of different requests. */
export const shapeOf = (tokens: readonly Token[]): string =>
  tokens.map(({ kind, text: piece }) => (kind === 'text' ? piece : SIGNS[kind])).join('\u0000');
