import type { Token } from './python-statements.ts';

/** The value of a Python expression of literals. */
export type Literal = number | string | boolean;

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** What a string token says; one of bytes, or one that is filled in when it runs, says nothing. */
const stringOf = (text: string): string | undefined => {
  const [, prefix = '', quote = '', body = ''] = /^([a-z]*)("""|'''|"|')([^]*)\2$/i.exec(text) ?? [];
  if (quote === '' || /[bf]/i.test(prefix)) return undefined;
  return /r/i.test(prefix) ? body : body.replace(/\\([^])/g, (whole, char: string) => ESCAPES[char] ?? whole);
};

const numberOf = (text: string): number | undefined => {
  const number = Number(text.replaceAll('_', ''));
  return Number.isFinite(number) ? number : undefined;
};

const scalarOf = ({ kind, text }: Token): Literal | undefined => {
  if (kind === 'number') return numberOf(text);
  return text === 'True' || (text === 'False' ? false : undefined);
};

const calculate = (sign: string, left: Literal, right: Literal): Literal | undefined => {
  if (typeof left === 'string' && typeof right === 'string' && sign === '+') return left + right;
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  const result = sign === '*' ? left * right : sign === '+' ? left + right : left - right;
  return Math.abs(result) <= Number.MAX_SAFE_INTEGER ? result : undefined;
};

/** An expression longer than that is no setting, and could be nested deeper than a stack is. */
const MOST_TOKENS = 200;

/** The value of tokens that are literals, joined by `+`, `-` and `*` at most; `undefined` for whatever has to be run. */
export const evaluate = (tokens: readonly Token[]): Literal | undefined => {
  let next = 0;
  const takeSign = (wanted: string): string | undefined => {
    const token = tokens[next];
    if (token?.kind !== 'sign' || !wanted.includes(token.text)) return undefined;
    next += 1;
    return token.text;
  };
  const strings = (): string | undefined => {
    let whole: string | undefined = '';
    for (; tokens[next]?.kind === 'string'; next += 1) {
      const part = stringOf(tokens[next]?.text ?? '');
      whole = part === undefined || whole === undefined ? undefined : whole + part;
    }
    return whole;
  };
  const atom = (): Literal | undefined => {
    if (takeSign('(')) {
      const inner = sum();
      return takeSign(')') ? inner : undefined;
    }
    if (takeSign('-')) return calculate('*', -1, atom() ?? '');
    const token = tokens[next];
    if (token?.kind === 'string') return strings();
    next += 1;
    return token && scalarOf(token);
  };
  const chain = (signs: string, operand: () => Literal | undefined): Literal | undefined => {
    let value = operand();
    for (let sign = takeSign(signs); sign !== undefined; sign = takeSign(signs)) {
      const right = operand();
      value = value === undefined || right === undefined ? undefined : calculate(sign, value, right);
    }
    return value;
  };
  const sum = (): Literal | undefined => chain('+-', () => chain('*', atom));
  if (tokens.length > MOST_TOKENS) return undefined;
  const value = sum();
  return next === tokens.length ? value : undefined;
};

/** A value as gunicorn prints it: Python's `True`, `30`, text without quotes. */
export const literalText = (value: Literal): string =>
  typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
