import type { LineCells } from './cells.ts';

/** One column of lines of one shape. */
interface Column {
  readonly before: string;
  readonly label: string;
  /** Its values that are told at all. */
  readonly told: readonly string[];
}

type Names = readonly (string | undefined)[];

const REQUEST = /^[A-Z]{3,9} \S.* HTTP\/\d/;
const METHOD = /^(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS)$/;
const PATH = /^\//;
const CLF_TIME = /^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d/;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;
const EPOCH = /^\d{10}\.\d{3}$/;
const STATUS = /^[1-5]\d\d$/;
const LIST = String.raw`(?:(?:, | : )(?:-|_))*$`;
const listOf = (item: string): RegExp => new RegExp(`^${item}${LIST.replace('_', item)}`);
// rt=0.498, ut="0.002, 0.496": nginx has three decimals where gunicorn has six
const SECONDS = listOf(String.raw`\d+\.\d{3}`);
const ADDRESS = listOf(String.raw`(?:\d{1,3}(?:\.\d{1,3}){3}:\d+|\[[\da-fA-F:]+\]:\d+|unix:\/\S+|[\w.-]+:\d{2,5})`);
const STATUSES = listOf(String.raw`[1-5]\d\d`);
// hexadecimal, uuid, ULID and the like, and X-Amzn-Trace-Id
const ID =
  /^(?:[\da-f]{16,64}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?=\w*\d)(?=\w*[A-Z])\w{20,64}|Root=1-[\da-f-]+)$/i;

const LABELS: readonly (readonly [variable: string, label: RegExp, values: RegExp])[] = [
  ['upstream_response_time', /^(?:urt|uht|ut|us_?time|upt)$|up\w*_?(?:time|rt|dur\w*)$|(?:time|rt|dur\w*)_up/, SECONDS],
  ['request_time', /^(?:rt|reqt|dur|total|took|elapsed|latency|t)$|time|duration/, SECONDS],
  ['upstream_status', /^(?:us|ust|u_?status)$|up\w*_?(?:status|code)$/, STATUSES],
  ['upstream_addr', /^(?:ua|ups?|upstream|upstream_?addr|backend|to)$/, /./],
  ['request_id', /request_?id|req_?id|^r?id$|trace|correlation/, /^\S{4,}$/],
];

const isMostly = ({ told }: Column, pattern: RegExp): boolean =>
  told.length > 0 && told.filter((value) => pattern.test(value)).length >= 0.9 * told.length;

/** The `log_format` of lines of one shape; `undefined` where they are no access lines, or may be the server's own. */
export function nameColumns(lines: readonly LineCells[]): string | undefined {
  const [first] = lines;
  const columns = (first?.cells ?? []).map(({ before, label }, at): Column => {
    const told = lines.flatMap(({ cells }) => cells[at]?.text ?? []).filter((text) => text !== '-' && text !== '');
    return { before, label, told };
  });
  const asked = requestIn(columns);
  const time = columns.findIndex((column) => momentIn(column) !== undefined);
  const behind = columns.findIndex((column, at) => at > asked.last && isMostly(column, STATUS));
  const status = behind >= 0 ? behind : columns.findIndex((column) => isMostly(column, STATUS));
  if (!first || asked.last < 0 || time < 0 || status < 0) return undefined;
  const core = new Map<number, string>([...asked.names, [status, 'status']]);
  const names = columns.map((column, at) => core.get(at) ?? momentIn(column) ?? byLabel(column));
  const named = withUnlabelled(columns, names, status);
  if (!isProxys(columns, named, asked)) return undefined;
  return columns.map(({ before }, at) => `${escaped(before)}$${named[at] ?? 'other'}`).join('') + escaped(first.rest);
}

/** True if a column tells what neither gunicorn's own log does nor an application's: `method=GET path=/x duration=0.123` may be either's. */
function isProxys(columns: readonly Column[], named: Names, { names, last }: Asked): boolean {
  const mayBeAnybodys = names.length > 1 && /="?$/.test(columns[last]?.before ?? '');
  const telling = mayBeAnybodys ? UPSTREAMS : PROXYS;
  return named.some((name) => name !== undefined && telling.has(name));
}

interface Asked {
  readonly names: readonly (readonly [column: number, variable: string])[];
  /** The last of its columns; -1: there is none. */
  readonly last: number;
}

/** Where the request stands: as a whole, or its method and its path side by side. */
function requestIn(columns: readonly Column[]): Asked {
  const whole = columns.findIndex((column) => isMostly(column, REQUEST));
  if (whole >= 0) return { names: [[whole, 'request']], last: whole };
  const path = columns.findIndex((column, at) => {
    const before = columns[at - 1];
    return before !== undefined && isMostly(column, PATH) && isMostly(before, METHOD);
  });
  return path < 0
    ? { names: [], last: -1 }
    : {
        names: [
          [path - 1, 'request_method'],
          [path, 'request_uri'],
        ],
        last: path,
      };
}

/** Text that holds a dollar of its own is no format. */
const escaped = (text: string): string => text.replaceAll('$', '');

/** What gunicorn's own access log cannot tell. */
const UPSTREAMS: ReadonlySet<string> = new Set(['upstream_response_time', 'upstream_status', 'upstream_addr']);
const PROXYS: ReadonlySet<string> = new Set([...UPSTREAMS, 'request_time']);

const momentIn = (column: Column): string | undefined => {
  if (isMostly(column, CLF_TIME)) return 'time_local';
  if (isMostly(column, ISO_TIME)) return 'time_iso8601';
  return isMostly(column, EPOCH) ? 'msec' : undefined;
};

const byLabel = (column: Column): string | undefined =>
  LABELS.find(
    ([, label, values]) => label.test(column.label) && (column.told.length === 0 || isMostly(column, values)),
  )?.[0];

/** Columns behind the status that no label names: the first seconds are the request's, a status beside an address the upstream's. */
function withUnlabelled(columns: readonly Column[], names: Names, status: number): Names {
  const named = [...names];
  const give = (variable: string, isIt: (column: Column, at: number) => boolean, after = status): void => {
    if (named.includes(variable)) return;
    const at = columns.findIndex(
      (column, place) => place > after && named[place] === undefined && column.label === '' && isIt(column, place),
    );
    if (at >= 0) named[at] = variable;
  };
  give('upstream_addr', (column) => isMostly(column, ADDRESS));
  give('request_time', (column) => isMostly(column, SECONDS));
  give('upstream_response_time', (column) => isMostly(column, SECONDS));
  if (named.includes('upstream_addr') || named.includes('upstream_response_time'))
    give('upstream_status', (column) => isMostly(column, STATUSES));
  give('request_id', (column) => isMostly(column, ID) && new Set(column.told).size === column.told.length, -1);
  return named;
}
