import type { Inner } from './envelope.ts';
import { type Fields, firstText, flattened, isFields, objectOf } from '../lib/json-fields.ts';
import { anyStamp, isoStamp } from './stated-time.ts';
import { EXCEPTIONS, exceptionOf, isTraceback } from './told-exception.ts';

/** Names under which loggers of all kinds file the same things; the first that is there counts. */
const TIMES = [
  '@timestamp',
  'timestamp',
  'time',
  'ts',
  'asctime',
  'datetime',
  'lastTimestamp',
  'eventTime',
  'date',
  't',
];
const LEVELS = [
  ...['level', 'levelname', 'log.level', 'lvl', 'severity', 'log_level', 'levelName'],
  ...['loglevel', 'severity_text', 'severityText'],
];
const LOGGERS = ['logger', 'logger_name', 'name', 'mod', 'log.logger', 'module'];
const PIDS = ['pid', 'process', 'process_id', 'processId', 'process.pid'];
const MESSAGES = ['message', 'msg', 'event', 'text'];
const NAMED = new Set([...TIMES, ...LEVELS, ...LOGGERS, ...PIDS, ...MESSAGES, ...EXCEPTIONS]);

/** Noise of collectors and of logging itself: never part of what was said. */
const NOISE =
  /^(?:@version|ecs\.version|thread\w*|taskName|filename|pathname|lineno|line|funcName|func|processName|hostname|host)$/;

const stampOf = (time: string): Inner['stamp'] => anyStamp(time) ?? isoStamp(time.replace(/^\[|\]$/g, ''));

/** A time in words of its own, perhaps without a date: it is for those to read who read the heads of records. */
const CLOCK = /\d\d:\d\d:\d\d/;

const pidOf = (fields: Fields): number | undefined => {
  const text = firstText(fields, PIDS) ?? pidInside(fields);
  return text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : undefined;
};

/** `ctx.proc.pid`; `record.process.id`, as loguru has it (https://loguru.readthedocs.io/en/stable/api/logger.html#record). */
const PID_INSIDE = /[_.]pid$|(?<!parent)(?:^|_)proc(?:ess)?_id$/i;

/** `{"process": {"pid": 7}}`, `{"proc": {"id": 7}}`, `{"labels": {"pid": "7"}}`: by its name, in whatever object it stands. */
const pidInside = (fields: Fields): string | undefined => {
  if (!Object.values(fields).some(isFields)) return undefined;
  const inside = flattened(fields);
  return firstText(
    inside,
    Object.keys(inside).filter((key) => PID_INSIDE.test(key)),
  );
};

const loggerOf = (fields: Fields): string | undefined =>
  firstText(fields, LOGGERS) ?? firstText(objectOf(fields, 'log'), ['logger']);

/** Cloud Logging names the trace by its resource; others name it by its id alone. */
const TRACE_RESOURCE = /^projects\/[^/]+\/traces\//;

const quoted = (text: string): string => (/^[^\s"=]+$/.test(text) ? text : JSON.stringify(text));

/** Objects that tell of the request: of the Elastic Common Schema, of OpenTelemetry, and what loggers file extra fields under. */
const TELLING =
  /^(?:trace|transaction|span|correlation|http|url|event|labels|attributes|request|response|req|res|job|task|extra|extras|context|ctx|data|fields)$/;

const restOf = (fields: Fields): readonly string[] =>
  Object.entries(fields).flatMap(([key, value]) => {
    if (isFields(value)) return TELLING.test(key) ? toldIn(key, value, DEEPEST) : [];
    return NAMED.has(key) || NOISE.test(key) ? [] : told(key, value);
  });

const told = (key: string, value: unknown): readonly string[] =>
  (typeof value === 'string' && !isTraceback(value)) || typeof value === 'number'
    ? [`${key}=${quoted(String(value).replace(TRACE_RESOURCE, ''))}`]
    : [];

/** The process and its threads, read for themselves or of no account. */
const NOISE_INSIDE = /^(?:pid|ppid|tid|thread\w*)$/;

/** `http.response.status_code` */
const DEEPEST = 2;

const toldIn = (key: string, fields: Fields, deepest: number): readonly string[] =>
  Object.entries(fields).flatMap(([name, value]) =>
    isFields(value) && deepest > 1
      ? toldIn(`${key}.${name}`, value, deepest - 1)
      : NOISE_INSIDE.test(name)
        ? []
        : told(`${key}.${name}`, value),
  );

/** A message that is a record again: it has a head of its own, with the time (PHP-FPM's, the kernel's, uWSGI's and Ruby's, too). */
const RECORD = new RegExp(
  [
    String.raw`^(?:[DIWEFA], )?\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d`,
    String.raw`^\S+ \S+ \S+ \[\d\d/[A-Z][a-z]{2}/\d{4}:`,
    String.raw`^\[\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d`,
    String.raw`^\[ *\d+\.\d{6}\] `,
    String.raw`^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4} `,
    String.raw`^\[pid: \d+\|app: `,
  ].join('|'),
);

/** A line of a traceback that was shipped line by line: it reads on from the line above, or is the exception that ends it. */
const OF_TRACEBACK =
  /^(?:\s|Traceback \(most recent call last\):|File "|"""\s*$|During handling of the above exc|The above exception was|(?:\w+\.)*\w*(?:Error|Exception|Exit|Interrupt)(?::|$)|(?:[a-z_]\w*\.)+[A-Z]\w*(?:: |$))/;

/** `{"message": {"event": "start", "id": 17}}`: what a logger was given as a whole is filed like the rest. */
const withMessageOpened = (fields: Fields): Fields => {
  const message = MESSAGES.map((name) => fields[name]).find(isFields);
  return message && firstText(fields, MESSAGES) === undefined ? { ...fields, ...message } : fields;
};

/** Bunyan's numbers, which are pino's, too (https://github.com/trentm/node-bunyan#levels). */
const NUMBERED: Readonly<Record<string, string>> = {
  ...{ 10: 'TRACE', 20: 'DEBUG', 30: 'INFO', 40: 'WARN', 50: 'ERROR', 60: 'FATAL' },
};

const levelOf = (fields: Fields): string | undefined => {
  const level = firstText(fields, LEVELS);
  return level === undefined ? undefined : (NUMBERED[level] ?? level.toUpperCase());
};

/** What stands before a record's message, as other loggers would write it. */
function headOf(fields: Fields, { stamp, time }: { stamp: Inner['stamp']; time: string }): readonly string[] {
  const [level, logger] = [levelOf(fields), loggerOf(fields)];
  const head = [
    stamp === undefined && CLOCK.test(time) ? time : undefined,
    level,
    logger === undefined ? undefined : `${logger}:`,
  ];
  return head.filter((part) => part !== undefined);
}

/**
 * The record of which a logger filed the parts, told in one line as other loggers would: `LEVEL logger: message key=value`, the
 * traceback below; with its time before it where that is none of the usual ones. A message that is a record again, or a traceback's
 * line, stands for itself. `undefined` where there is no message.
 */
export const toldFields = (filed: Fields): Inner | undefined => {
  const fields = withMessageOpened(filed);
  const message = firstText(fields, MESSAGES);
  if (message === undefined) return undefined;
  const time = firstText(fields, TIMES) ?? '';
  const [stamp, pid] = [stampOf(time), pidOf(fields)];
  const exception = exceptionOf(fields, MESSAGES);
  // Some formatters append to the message what they file beside it.
  const below = exception === undefined || message.includes(exception) ? '' : `\n${exception}`;
  if (RECORD.test(message) || (exception === undefined && OF_TRACEBACK.test(message)))
    return { text: `${message}${below}`, stamp, pid };
  const line = [...headOf(fields, { stamp, time }), message.trimEnd(), ...restOf(fields)].join(' ');
  return { text: `${line}${below}`, stamp, pid };
};
