/** One token of Python; comments and blanks are none. */
export interface Token {
  readonly kind: 'string' | 'number' | 'name' | 'sign';
  readonly text: string;
  readonly at: number;
}

const STRING = String.raw`[bfru]{0,2}(?:"""(?:\\[^]|[^\\])*?(?:"""|$)|'''(?:\\[^]|[^\\])*?(?:'''|$)|"(?:\\[^]|[^"\\\n])*"?|'(?:\\[^]|[^'\\\n])*'?)`;
const NUMBER = String.raw`\d[\d_]*(?:\.\d*)?(?:e[+-]?\d+)?`;
const SKIPPED = String.raw`\\\r?\n|[ \t\r\f\uFEFF]+|#[^\n]*`;
const TOKEN = new RegExp(
  String.raw`(?:${SKIPPED})|(?<string>${STRING})|(?<number>${NUMBER})|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<sign>[^])`,
  'giu',
);

const tokenOf = ({ groups = {}, index }: RegExpMatchArray & { readonly index: number }): Token | undefined => {
  const { string, number, name, sign } = groups;
  if (string !== undefined) return { kind: 'string', text: string, at: index };
  if (number !== undefined) return { kind: 'number', text: number, at: index };
  if (name !== undefined) return { kind: 'name', text: name, at: index };
  return sign === undefined ? undefined : { kind: 'sign', text: sign, at: index };
};

const DEPTH: Readonly<Record<string, number>> = { '(': 1, '[': 1, '{': 1, ')': -1, ']': -1, '}': -1 };

/** The statements of a Python text, a bracketed one over several lines whole; strings and comments hide none. */
export const statementsIn = (text: string): readonly (readonly Token[])[] => {
  const statements: Token[][] = [];
  let statement: Token[] = [];
  let depth = 0;
  for (const match of text.matchAll(TOKEN)) {
    const token = tokenOf(match);
    if (!token) continue;
    if (token.kind === 'sign') depth = Math.max(0, depth + (DEPTH[token.text] ?? 0));
    const isEnd = depth === 0 && (token.text === '\n' || token.text === ';');
    if (isEnd) {
      statements.push(statement);
      statement = [];
    } else if (token.text !== '\n') statement.push(token);
  }
  return [...statements, statement].filter(({ length }) => length > 0);
};
