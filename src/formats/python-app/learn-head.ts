import { newWallTime, type ReadTime } from '../wall-time.ts';
import { TIMES } from './head-template.ts';

/** Nearly all lines must agree on a column: a few are broken, or another program's. */
const AGREE = 0.9;
/** A head begins near the line's start. */
const MAX_HEAD_COLUMNS = 16;
const LEVEL = /^(?:TRACE|DEBUG|INFO|NOTICE|WARNING|WARN|ERROR|CRITICAL|FATAL|EXCEPTION)\b/i;
const SEPARATOR = /^[ \][(),:|<>$#{}=-]/;
const KEY = /^[A-Za-z_][\w.]*=/;
const MESSAGE_KEY = /^(?:msg|message|event)=/;
const NUMBER = /^\d{1,10}(?![\w.])/;
const NAME = /^[A-Za-z_][\w.-]*/;
const WORD = /^[^\s\])>|]+/;
const OPENERS = /[[(:=<$]$/;
const IDENTIFIER = /^(?=[\w-]*\d)[\w-]{6,}/;

/** A column that is taken off the front of every line. */
interface Column {
  readonly template: string;
  /** Length of the column in a line; 0 where it does not stand. */
  readonly lengthIn: (line: string) => number;
}

/** The head template that nearly all of these lines follow, up to `{message}`; `undefined` if they have no head. */
export function learnHead(lines: readonly string[], workerPids: ReadonlySet<number>): string | undefined {
  let template = '';
  let rests = lines;
  for (let count = 0; count < MAX_HEAD_COLUMNS; count += 1) {
    const column = nextColumn({ rests, template, workerPids });
    if (!column) break;
    rests = rests.flatMap((rest) => {
      const length = column.lengthIn(rest);
      return length > 0 ? [rest.slice(length)] : [];
    });
    template += column.template;
    if (column === MESSAGE) break;
  }
  const isHead = /\{(?:time|level)\}/.test(template) && rests.length > 0;
  return isHead ? `${template.replace('{message}', '')}{message}` : undefined;
}

const matching =
  (pattern: RegExp) =>
  (line: string): number =>
    pattern.exec(line)?.[0].length ?? 0;

const TIME: Column = { template: '{time}', lengthIn: timeLength };
const LEVELS: Column = { template: '{level}', lengthIn: matching(LEVEL) };
const PID: Column = { template: '{pid}', lengthIn: matching(NUMBER) };
const SPACES: Column = { template: ' ', lengthIn: matching(/^ +/) };
const ID: Column = { template: '{id}', lengthIn: matching(IDENTIFIER) };
const LOGGER: Column = { template: '{logger}', lengthIn: matching(NAME) };
const ANY_WORD: Column = { template: '{word}', lengthIn: matching(WORD) };
const MESSAGE: Column = { template: '{message}', lengthIn: () => 1 };

/** What is left of the lines when the columns so far are taken off. */
interface Rest {
  readonly rests: readonly string[];
  readonly template: string;
  readonly workerPids: ReadonlySet<number>;
}

const fits = ({ rests }: Rest, column: Column): boolean => share(rests, (rest) => column.lengthIn(rest) > 0) >= AGREE;

/** Columns that come once, each with what else must hold for it, the most telling first. */
const COLUMNS: readonly (readonly [column: Column, holds: (rest: Rest) => boolean])[] = [
  [TIME, () => true],
  [LEVELS, () => true],
  [PID, arePids],
  [ID, ({ rests, template }) => OPENERS.test(template) && areIds(rests)],
  [LOGGER, ({ rests, template }) => isNamed(template) && areLoggers(rests)],
];

function nextColumn(rest: Rest): Column | undefined {
  const { rests, template } = rest;
  const key = sharedPrefix(rests, KEY);
  if (key !== undefined) return MESSAGE_KEY.test(key) ? undefined : literal(key);
  const found = COLUMNS.find(
    ([column, holds]) => !template.includes(column.template) && fits(rest, column) && holds(rest),
  );
  if (found) return found[0];
  if (OPENERS.test(template) && fits(rest, ANY_WORD) && isClosed(rests)) return ANY_WORD;
  const separator = sharedPrefix(rests, SEPARATOR);
  if (separator === undefined) return undefined;
  return separator === ' ' ? SPACES : literal(separator);
}

/** A word before any time or level is a word of the message. */
const isNamed = (template: string): boolean => template === '' || /\{(?:time|level)\}/.test(template);

const literal = (text: string): Column => ({
  template: text,
  lengthIn: (line) => (line.startsWith(text) ? text.length : 0),
});

const share = (lines: readonly string[], holds: (line: string) => boolean): number =>
  lines.length === 0 ? 0 : lines.filter(holds).length / lines.length;

/** What nearly all lines begin with, of what the pattern finds. */
function sharedPrefix(rests: readonly string[], pattern: RegExp): string | undefined {
  const first = rests.map((rest) => pattern.exec(rest)?.[0]).find((found) => found !== undefined);
  return first !== undefined && share(rests, (rest) => rest.startsWith(first)) >= AGREE ? first : undefined;
}

const encoder = new TextEncoder();
const time = newWallTime();

function timeLength(line: string): number {
  const bytes = encoder.encode(line.slice(0, 40));
  const read = TIMES.find((candidate: ReadTime) => candidate(bytes, 0, time));
  return read ? time.end : 0;
}

/** Numbers are pids if they are known to be workers'; else if they stand where pids do and few different ones occur. */
function arePids({ rests, template, workerPids }: Rest): boolean {
  const values = rests.flatMap((rest) => NUMBER.exec(rest)?.[0] ?? []).map(Number);
  const known = values.filter((value) => workerPids.has(value)).length;
  if (known >= values.length / 2 && known > 0) return true;
  if (workerPids.size > 0 && values.length > 20) return false;
  const placed = /(?:[[($]|pid[=: ]?)$/i.test(template);
  return placed && new Set(values).size <= Math.max(4, values.length / 5);
}

/** Ids differ from request to request, and each comes a few times. */
function areIds(rests: readonly string[]): boolean {
  const values = rests.flatMap((rest) => IDENTIFIER.exec(rest)?.[0] ?? []);
  const distinct = new Set(values).size;
  return values.length >= 4 && distinct > values.length / 6 && distinct >= 3;
}

/** Loggers are few; they have dots, or a colon or dash of their own behind them. */
function areLoggers(rests: readonly string[]): boolean {
  const names = rests.flatMap((rest) => NAME.exec(rest)?.[0] ?? []);
  const isFew = new Set(names).size <= Math.max(3, rests.length / 20);
  const ended = share(rests, (rest) => /^[A-Za-z_][\w.-]*(?::(?!\/)| -| \||[\])])/.test(rest)) >= AGREE;
  const dotted =
    share(names, (name) => name.includes('.')) >= 0.5 && share(rests, (rest) => /^[\w.-]+[ :]/.test(rest)) >= AGREE;
  return isFew && (ended || dotted);
}

/** A word in brackets, or one that a space ends. */
const isClosed = (rests: readonly string[]): boolean =>
  share(rests, (rest) => /^[^\s\])>|]+[\])>| ]/.test(rest)) >= AGREE;
