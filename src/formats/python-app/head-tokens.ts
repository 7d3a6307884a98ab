/**
 * What may stand before a column: brackets and marks, Flask's `in `, a name for what follows (`pid `, `lvl=`), Celery's
 * slash behind the level or a pid. A lone `-` within brackets is a value, not a mark. Letters of any script are words.
 */
const SEPARATOR =
  /(?:(?<=[A-Za-z]|[^\w/]\d{1,7})\/(?=\w))?(?:(?!(?<=[[(<"=])-[\])>" ])[^\w./\p{L}])*(?:in (?=[\w.]+(?: [[(<]\d+[\])>])?:\s))?(?:(?:pid|PID|Pid|process|tid|thread)[ :]\s*|[A-Za-z_][\w.]*=["'[(]?)?/uy;

const LEVEL =
  /(?:trace|debug|info|success|notice|warning|warn|error|exception|err|critical|crit|fatal|alert)(?![\w.-])/iy;
const THREAD = /(?:Thread|Dummy)-\d+ \([^)]*\)/y;
/** `18923/MainThread`, `18923/52875488`: a number before what belongs to it. */
const NUMBER_BEFORE_SLASH = /\d{1,7}(?=\/[\w-]+[\s\]):|])/y;
const WORD = /-(?=[\])>" ])|[\w./\p{L}][\w.\-/\p{L}]*/uy;

/** What stands behind the last column: closing marks, after padding too (`[info     ]`), and one mark or more that part it from the message. */
const TAIL = /(?:\s+(?=[\])}]\s))?["'\])}>,;:|]*\s*(?:[-–—|:>]\s+)?/y;

const matchAt = (pattern: RegExp, line: string, at: number): string => {
  pattern.lastIndex = at;
  return pattern.exec(line)?.[0] ?? '';
};

/** The separator at a place of a line; empty where none stands. */
export const separatorAt = (line: string, at: number): string => matchAt(SEPARATOR, line, at);

/** The value at a place of a line; empty where none stands. A level ends where its word does: `INFO/ForkPoolWorker-1`. */
export const valueAt = (line: string, at: number): string =>
  matchAt(LEVEL, line, at) ||
  matchAt(THREAD, line, at) ||
  matchAt(NUMBER_BEFORE_SLASH, line, at) ||
  matchAt(WORD, line, at);

/** What parts the last column, which ends at a place of a line, from the message. */
export const tailAt = (line: string, at: number): string => matchAt(TAIL, line, at);

/** Padding is no difference. */
export const withoutPadding = (text: string): string => text.replace(/\s+/g, ' ');
