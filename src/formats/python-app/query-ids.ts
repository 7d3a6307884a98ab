import type { Token } from './message-tokens.ts';

interface HasTokens {
  readonly tokens: readonly Token[];
}

// /feed?order_id=4711, /feed?lang=de&order_id=4711
const LAST_PARAMETER = /^(?<target>[^?#]*(?:\?.*)?)(?<name>[?&][\w.-]+=)(?<value>[^&=#?]*\d[^&=#?]*)$/;

/** Fewer values show nothing. */
const FEWEST = 3;
/** A request may be told twice, at its start and its end, and be tried again; what is asked for a page or a user comes more often. */
const LEAST_DISTINCT = 0.4;

interface Asked {
  readonly target: string;
  readonly name: string;
  readonly value: string;
}

const askedIn = ({ kind, text }: Token): Asked | undefined => {
  if (kind !== 'target') return undefined;
  const { target, name, value } = LAST_PARAMETER.exec(text)?.groups ?? {};
  return target === undefined || name === undefined || value === undefined ? undefined : { target, name, value };
};

/** The last parameters of queries that have another value in each request, as ids have. */
const idNames = (said: readonly HasTokens[]): ReadonlySet<string> => {
  const values = new Map<string, string[]>();
  for (const { name, value } of said.flatMap(({ tokens }) => tokens.flatMap((token) => askedIn(token) ?? [])))
    values.set(name, [...(values.get(name) ?? []), value]);
  const isOfOne = (all: readonly string[]): boolean =>
    all.length >= FEWEST && new Set(all).size >= Math.max(FEWEST, all.length * LEAST_DISTINCT);
  return new Set([...values].flatMap(([name, all]) => (isOfOne(all) ? [name] : [])));
};

/** The same messages; where requests are told apart by a parameter of what they ask for, it stands for itself. The same array, if none are. */
export const withQueryIds = <Said extends HasTokens>(said: readonly Said[]): readonly Said[] => {
  const names = idNames(said);
  if (names.size === 0) return said;
  return said.map((one) => ({ ...one, tokens: one.tokens.flatMap((token) => parted(token, names)) }));
};

const parted = (token: Token, names: ReadonlySet<string>): readonly Token[] => {
  const asked = askedIn(token);
  if (!asked || !names.has(asked.name)) return [token];
  return [
    { kind: 'target', text: asked.target },
    { kind: 'text', text: asked.name },
    { kind: 'value', text: asked.value },
  ];
};
