import type { ConfigurationKind } from '../configuration.ts';
import { type FoundSetting, readWith } from '../place-settings.ts';
import { evaluate, literalText } from './literal.ts';
import { statementsIn, type Token } from './python-statements.ts';
import { samples } from './samples.ts';

const NAMES = new Set([
  'access_log_format',
  'graceful_timeout',
  'keepalive',
  'max_requests',
  'max_requests_jitter',
  'preload_app',
  'threads',
  'timeout',
  'worker_class',
  'worker_connections',
  'worker_tmp_dir',
  'workers',
]);

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
const lastValues = (text: string): readonly FoundSetting[] => {
  const values = new Map<string, FoundSetting>();
  for (const statement of statementsIn(text).filter((tokens) => !isIndented(text, tokens))) {
    const { targets, value } = assignmentOf(statement);
    const literal = evaluate(value);
    if (isAugmented(statement)) values.delete(statement[0]?.text ?? '');
    for (const { text: name, at } of targets) {
      values.delete(name);
      if (NAMES.has(name) && literal !== undefined)
        values.set(name, { name, value: literalText(literal), server: 'gunicorn', at });
    }
  }
  return [...values.values()];
};

/** gunicorn's configuration file, which is Python: its plain assignments are read, nothing is run. */
export const gunicornConf: ConfigurationKind = {
  id: 'gunicorn-conf',
  title: 'gunicorn configuration file',
  docs: 'https://docs.gunicorn.org/en/stable/configure.html#configuration-file',
  samples,
  claims: (fileName) =>
    /\.py$/i.test(fileName) &&
    /^gunicorn\.py$|^guniconf|gunicorn.*(?:conf|cfg|settings)|(?:conf|cfg).*gunicorn/i.test(fileName),
  read: readWith(lastValues),
};
