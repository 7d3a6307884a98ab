import type { ConfiguredServer } from './configuration.ts';
import type { FoundSetting } from './place-settings.ts';
import { valueOrFallback } from './python-fallback.ts';
import { literalText } from './python-literal.ts';
import { statementsIn, type Token } from './python-statements.ts';

/** Which names of a configuration in Python are settings: as they are written, and as they are reported. */
export interface PythonNames {
  readonly server: ConfiguredServer;
  readonly names: ReadonlyMap<string, string>;
}

/** What a statement gives to whom: `timeout = 30`, `timeout: int = 30`, `timeout = graceful_timeout = 30`. */
interface Assignment {
  readonly targets: readonly Token[];
  readonly value: readonly Token[];
}

const isSign = (token: Token | undefined, text: string): boolean => token?.kind === 'sign' && token.text === text;

/** How many tokens the first target and its sign take; 0 where the rest is no assignment. */
const targetLength = ([name, sign, type, equals]: readonly Token[]): number => {
  if (name?.kind !== 'name') return 0;
  if (isSign(sign, '=')) return 2;
  return isSign(sign, ':') && type?.kind === 'name' && isSign(equals, '=') ? 4 : 0;
};

/** `app.conf.` before a name says that it is a setting; other owners have attributes of the same names. */
const withoutOwner = (statement: readonly Token[]): readonly Token[] => {
  const [owner, dot, conf, other] = statement;
  const isConf = owner?.kind === 'name' && isSign(dot, '.') && conf?.text === 'conf' && isSign(other, '.');
  return isConf ? statement.slice(4) : statement;
};

const assignmentOf = (statement: readonly Token[]): Assignment => {
  const targets: Token[] = [];
  let from = 0;
  for (let length = -1; length !== 0; from += length) {
    const next = statement.slice(from, from + 4);
    length = targetLength(next);
    if (length > 0) targets.push(...next.slice(0, 1));
  }
  return { targets, value: statement.slice(from) };
};

/** `workers *= 2`, after which the value is no longer the one that was written. */
const isAugmented = ([name, sign, equals]: readonly Token[]): boolean =>
  name?.kind === 'name' && sign?.kind === 'sign' && '+-*/%|'.includes(sign.text) && isSign(equals, '=');

const isIndented = (text: string, [first]: readonly Token[]): boolean =>
  first !== undefined && /[ \t\f]/.test(text.charAt(text.lastIndexOf('\n', first.at) + 1));

/** The last value of each name, as Python keeps it: one that has to be computed takes the earlier one away. */
export const lastValues = (text: string, { server, names }: PythonNames): readonly FoundSetting[] => {
  const values = new Map<string, FoundSetting>();
  for (const whole of statementsIn(text).filter((tokens) => !isIndented(text, tokens))) {
    const statement = withoutOwner(whole);
    const { targets, value } = assignmentOf(statement);
    const literal = valueOrFallback(value);
    if (isAugmented(statement)) values.delete(names.get(statement[0]?.text ?? '') ?? '');
    for (const { text: written, at } of targets) {
      const name = names.get(written);
      if (name === undefined) continue;
      values.delete(name);
      if (literal !== undefined) values.set(name, { name, value: literalText(literal), server, at });
    }
  }
  return [...values.values()];
};
