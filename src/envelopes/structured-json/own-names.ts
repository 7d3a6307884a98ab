import { type Fields, fieldsOf, textOf } from '../../lib/json-fields.ts';
import { anyStamp } from '../stated-time.ts';

/** What a logger of its own calls the time, the message and the pid, by the names under which others file them. */
export interface OwnNames {
  readonly time: string;
  readonly message: string;
  readonly pid?: string;
  readonly level?: string;
}

/** Rows from which names are told. */
const FEWEST_ROWS = 8;
const NEARLY_ALL = 0.9;
/** What is said comes again and again; ids and paths do not. */
const MOST_SAYINGS = 0.25;

const MESSAGE =
  /^@?(?:m|mt|body|evt|ev|event_?name|event_?type|action|phase|msg_?id|short_message|log|what|state|stage)$/i;
const PID = /^(?:(?:worker|os|proc(?:ess)?)[_.-]?)?(?:pid|id)$|^proc(?:ess)?$|^worker$/i;
const LEVEL = /^@?(?:log_?)?(?:l|level|lvl|lev|severity|priority)(?:_?(?:name|text))?$/i;
const LEVEL_OR_PLACE = /level|lvl|sever|thread|logger|module|host|file|func|service|env|version|method|verb/i;

/** The names in these rows, where each row holds one object; `undefined` where no time or nothing said is among them. */
export const namesIn = (lines: readonly string[]): OwnNames | undefined => {
  const rows = lines.map(fieldsOf).filter((fields) => fields !== undefined);
  if (rows.length < FEWEST_ROWS || rows.length < lines.length / 2) return undefined;
  const keys = Object.keys(rows.at(-1) ?? {}).filter((key) => inNearlyAll(rows, key));
  const time = keys.find((key) => valuesOf(rows, key).every((text) => anyStamp(text) !== undefined));
  const message = messageAmong(keys, rows);
  if (time === undefined || message === undefined) return undefined;
  const pid = keys.find((key) => PID.test(key) && valuesOf(rows, key).every((text) => /^\d{1,7}$/.test(text)));
  const level = keys.find((key) => LEVEL.test(key) && valuesOf(rows, key).every((text) => /^[A-Za-z]+$/.test(text)));
  return { time, message, ...(pid === undefined ? {} : { pid }), ...(level === undefined ? {} : { level }) };
};

const valuesOf = (rows: readonly Fields[], key: string): readonly string[] =>
  rows.flatMap((row) => textOf(row, key) ?? []);

const inNearlyAll = (rows: readonly Fields[], key: string): boolean =>
  valuesOf(rows, key).length >= rows.length * NEARLY_ALL;

/** That which is called so; else what is said in the fewest ways, but in more than one. */
const messageAmong = (keys: readonly string[], rows: readonly Fields[]): string | undefined => {
  const named = keys.find((key) => MESSAGE.test(key));
  if (named !== undefined) return named;
  const sayings = keys.flatMap((key) => {
    const values = valuesOf(rows, key);
    const ways = new Set(values).size;
    const isLevel = LEVEL.test(key) || LEVEL_OR_PLACE.test(key);
    const isSaid = ways > 1 && ways <= values.length * MOST_SAYINGS && values.every((text) => /^\p{L}/u.test(text));
    return isSaid && !isLevel ? [{ key, ways }] : [];
  });
  return sayings.sort((a, b) => a.ways - b.ways)[0]?.key;
};

/** The same fields under the names that loggers of all kinds use. */
export const renamed = (fields: Fields, names: OwnNames): Fields => {
  const common = new Map(Object.entries(names).map(([name, own]) => [own, name]));
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [common.get(key) ?? key, value]));
};
