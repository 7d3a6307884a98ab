import { evaluate, type Literal } from './python-literal.ts';
import type { Token } from './python-statements.ts';

/** `int(…)` and the like around a value: text is as good as the number that it writes. */
const CASTS = new Set(['int', 'float', 'str']);

const textOf = (tokens: readonly Token[]): string => tokens.map(({ text }) => text).join('');

const withoutCast = (tokens: readonly Token[]): readonly Token[] => {
  const [name, open] = tokens;
  const isCast = name?.kind === 'name' && CASTS.has(name.text) && open?.text === '(' && tokens.at(-1)?.text === ')';
  return isCast ? tokens.slice(2, -1) : tokens;
};

const LOOK_UP = /^(?:(?:os\.)?environ\.get|(?:os\.)?getenv)\($/;

/** What stands behind the variable's name in `os.environ.get("TIMEOUT", "30")`, `getenv("TIMEOUT", 30)`. */
function fallbackIn(tokens: readonly Token[]): readonly Token[] | undefined {
  const open = tokens.findIndex(({ text }) => text === '(');
  const [variable, comma, ...rest] = tokens.slice(open + 1);
  const isLookUp = open > 0 && LOOK_UP.test(textOf(tokens.slice(0, open + 1)));
  if (!isLookUp || variable?.kind !== 'string' || comma?.text !== ',' || rest.at(-1)?.text !== ')') return undefined;
  return rest.slice(0, -1);
}

/** The value of an expression of literals, or the one that it takes where nobody sets a variable of the environment. */
export function valueOrFallback(tokens: readonly Token[]): Literal | undefined {
  const fallback = fallbackIn(withoutCast(tokens));
  return fallback === undefined ? evaluate(tokens) : evaluate(withoutCast(fallback));
}
