import { levelNamed } from './levels.ts';

/** What one place of a head holds, in all lines of a sample that have it. */
export interface Place {
  /** What stands before it. */
  readonly separator: string;
  readonly values: readonly string[];
  /** What stands right behind each value, up to the next word. */
  readonly following: readonly string[];
  /** Names of the columns before it. */
  readonly before: readonly string[];
  readonly workerPids: ReadonlySet<number>;
}

/** What a place is; `soft`: it may as well be the beginning of the message. */
export interface Column {
  readonly name: string;
  readonly soft: boolean;
}

const NEARLY_ALL = 0.95;
/** From this many lines on, how often values repeat says something. */
const TELLING_LINES = 8;

const PLACEHOLDER = /^(?:-|None|none|null)$/;
const SMALL_NUMBER = /^\d{1,7}$/;
/** Threads are numbered by addresses. */
const FEWEST_THREAD_DIGITS = 6;
const NAME = /^[A-Za-z_][\w.-]*$/;
const DOTTED = /^[A-Za-z_]\w*(?:\.\w+)+$/;
const LEVEL_LETTER = /^[DIWECF]$/;
const THREAD = /^(?:MainThread|Dummy-\d+|.*Thread.*|.*Executor.*|asyncio_\d+|AnyIO.*)$/;
/** Threads are told by addresses, too, and there are few of them. */
const THREAD_ADDRESS = /^\d{8,}$/;
const PROCESS = /^(?:MainProcess|\w*Process-\d+|\w*PoolWorker-\d+)$/;
/** Said to be a pid by its name. */
const PID_NAME = /pid|process/i;
/** The mark that Ruby's logger sets before a pid (`[2018-06-01T19:13:12.836810 #12]`), and others before any number. */
const PID_MARK = /\d #$|^ #$/;
const MESSAGE_KEY = /(?:^|\W)(?:msg|message|event)=["'[(]?$/;

const share = (values: readonly string[], holds: (value: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter(holds).length / values.length;

const nearlyAll = (values: readonly string[], pattern: RegExp): boolean =>
  share(values, (value) => pattern.test(value)) >= NEARLY_ALL;

/** True if the values come again and again, as those of a column do that says who speaks. */
const isFew = (values: readonly string[]): boolean => new Set(values).size <= Math.max(4, values.length / 4);

/** The column that a place of the head is; `undefined` where the message begins. */
export const columnOf = (place: Place): Column | undefined => {
  if (MESSAGE_KEY.test(place.separator)) return undefined;
  for (const judge of JUDGES) {
    const column = judge(place);
    if (column) return column;
  }
  return undefined;
};

const firm = (name: string): Column => ({ name, soft: false });

const level = ({ values, before, separator }: Place): Column | undefined => {
  if (before.includes('level')) return undefined;
  const isLevel = (value: string): boolean => value.length > 1 && levelNamed(value) !== undefined;
  const isMarked = separator === '' ? before.length === 0 : /[[(|]\s*$/.test(separator);
  const isLetters = isMarked && nearlyAll(values, LEVEL_LETTER);
  return isLetters || share(values, isLevel) >= NEARLY_ALL ? firm('level') : undefined;
};

// app/logs.py:31, app.main:handle:42
const lineNumber = ({ values, before, separator }: Place): Column | undefined =>
  separator === ':' && before.some((name) => name === 'logger' || name === 'function') && nearlyAll(values, /^\d{1,5}$/)
    ? firm('line')
    : undefined;

/** An hour, a minute or a second: a record may state a second time behind its first, or a date and a time in two ways. */
const isClock = ({ separator, values, following }: Place): boolean =>
  (separator === ':' && !nearlyAll(values, /\d{3}/)) ||
  share(following, (text) => /^:\d\d(?!\d)/.test(text)) >= NEARLY_ALL;

/** By a name, or by a mark: as Ruby's logger closes it in with the time, else where a few come again and again. */
const isCalledPid = ({ separator, values, following }: Place): boolean =>
  PID_NAME.test(separator) ||
  (PID_MARK.test(separator) && (following.every((text) => text.startsWith(']')) || isFew(values)));

const pid = (place: Place): Column | undefined => {
  const { values, before, separator, workerPids } = place;
  if (before.includes('pid') || !nearlyAll(values, SMALL_NUMBER) || isClock(place)) return undefined;
  if (share(values, (value) => workerPids.has(Number(value))) >= 0.5 || isCalledPid(place)) return firm('pid');
  if (separator.endsWith('=')) return undefined;
  const isMarked = /[[($<#]$/.test(separator);
  return isFew(values) || (isMarked && values.length < TELLING_LINES) ? { name: 'pid', soft: !isMarked } : undefined;
};

const isThreadAddress = ({ values }: Place): boolean => nearlyAll(values, THREAD_ADDRESS) && isFew(values);

const thread = (place: Place): Column | undefined => {
  if (place.before.includes('thread')) return undefined;
  if (nearlyAll(place.values, THREAD) || isThreadAddress(place)) return firm('thread');
  // A small number may as well be the code of what the message says.
  const isCode = place.values.every((value) => value.length < FEWEST_THREAD_DIGITS);
  return place.before.includes('pid') && isThreadNumber(place) ? { name: 'thread', soft: isCode } : undefined;
};

/** A number behind the pid's: a thread's, if it is not said to be something else (`worker=0`). */
const isThreadNumber = ({ values, separator }: Place): boolean =>
  (!separator.endsWith('=') || /t(?:hread|id)=$/i.test(separator)) && nearlyAll(values, /^\d+$/) && isFew(values);

const process = ({ values }: Place): Column | undefined => (nearlyAll(values, PROCESS) ? firm('process') : undefined);

/** A request id: in marks of its own, different from request to request, or none. */
const id = ({ values, before, separator, following }: Place): Column | undefined => {
  const stated = values.filter((value) => !PLACEHOLDER.test(value));
  const isMarked = /[[(<{=]["']?$/.test(separator) || following.every((text) => /^[\])>}|]/.test(text));
  if (before.includes('id') || !isMarked || share(stated, (value) => /\d/.test(value)) < 0.9) return undefined;
  if (nearlyAll(stated, DOTTED) || stated.some((value) => value.length < 2)) return undefined;
  const isMany = new Set(stated).size >= 3 && new Set(stated).size > stated.length / 20;
  return isMany ? { name: 'id', soft: separator.includes('=') } : undefined;
};

/** A logger, module or function: few names, which have dots, a key or marks of their own; or what is said (`[REQ]`, `[RES]`). */
const logger = ({ values, before, separator, following }: Place): Column | undefined => {
  if (!nearlyAll(values, NAME) || !isFew(values)) return undefined;
  const name = before.includes('logger') ? 'function' : 'logger';
  if (/[\w]=["']?$| in $/.test(separator)) return firm(separator.endsWith(' in ') ? 'module' : name);
  const isEnclosed = /[[({]$/.test(separator) && share(following, (text) => /^[\])}]/.test(text)) >= NEARLY_ALL;
  const isParted = share(following, (text) => /^(?::|\s+[-|–]\s)/.test(text)) >= NEARLY_ALL;
  // An event may have a dotted name, too: `request.begin`.
  const isDotted = values.some((value) => DOTTED.test(value));
  return isEnclosed || isParted || isDotted ? { name, soft: true } : undefined;
};

/** Marks around nothing: an id, a user or a host that no record of the sample states (`[-]`). What stands behind is head, too. */
const unstated = ({ values, separator, following }: Place): Column | undefined => {
  const isEnclosed = /[[(<{]$/.test(separator) && share(following, (text) => /^[\])>}]/.test(text)) >= NEARLY_ALL;
  return isEnclosed && nearlyAll(values, PLACEHOLDER) ? { name: 'word', soft: true } : undefined;
};

/** A module between the level or time and the numbers of process and thread (Django's verbose head), or a worker's pid. */
const module = ({ values, following, workerPids }: Place): Column | undefined => {
  if (!nearlyAll(values, NAME) || !isFew(values)) return undefined;
  const isPid = (text: string): boolean => workerPids.has(Number(/^(?: (?=\d+ )|[[(#](?=\d))(\d+)/.exec(text)?.[1]));
  const hasNumbers = share(following, (text) => /^ \d+ \d+ /.test(text)) >= NEARLY_ALL;
  return hasNumbers || share(following, isPid) >= NEARLY_ALL ? firm('module') : undefined;
};

const JUDGES: readonly ((place: Place) => Column | undefined)[] = [
  level,
  lineNumber,
  pid,
  thread,
  process,
  id,
  logger,
  module,
  unstated,
];
