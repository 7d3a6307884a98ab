import { thousands } from '../../lib/thousands.ts';
import type { Report, ReportSetting, ReportSource, ReportWarning } from '../../model/report.ts';
import { fullTime } from '../clock.ts';
import { counted } from '../counted.ts';
import { BLANK, cutAt } from '../line.ts';
import type { Line } from '../line.ts';
import { bounded, heading, marked, row, toldOn } from './margin.ts';
import type { Page } from './margin.ts';

const UTC = '+00:00';

const clock = ({ zone, zoneFrom, skewMs, anchors }: ReportSource): string => {
  const seconds = (skewMs / 1_000).toFixed(3);
  const skew = skewMs === 0 ? '' : `, skew ${skewMs > 0 ? '+' : ''}${seconds} s`;
  switch (zoneFrom) {
    case 'stated':
      return `clock ${zone}, as the lines state${skew}`;
    case 'flag':
      return `clock ${zone}, as told by --tz${skew}`;
    case 'inferred':
      return `clock ${zone}, inferred from ${counted(anchors, 'fact')} seen in other sources too${skew}`;
    case 'assumed':
      return `clock ${zone} ASSUMED${zone === UTC ? '' : ', as the server’s own logs state it'}: the lines state no zone and nothing else gives it away`;
  }
};

const covers = ({ firstAt, lastAt }: ReportSource): string =>
  firstAt === null || lastAt === null ? 'no times in it' : `${fullTime(firstAt)} to ${fullTime(lastAt)}`;

/** gunicorn's usual line is that of nginx, Apache, uvicorn and puma as well: by its form alone nobody knows whose it is. */
const formatName = (format: string): string => format.replace('gunicorn-access', 'access log');

const contents = ({ format, envelope, host, lines, unrecognisedLines, copies }: ReportSource): string => {
  const wrapped = envelope === null ? '' : ` in ${envelope}`;
  const from = host === null ? '' : ` from ${host}`;
  const unread = unrecognisedLines > 0 ? `, ${thousands(unrecognisedLines)} not recognised` : '';
  const twice = copies > 0 ? ', each record written twice and counted once' : '';
  return `${formatName(format)}${wrapped}${from}, ${counted(lines, 'line')}${unread}${twice}`;
};

/** Formats of access lines are long. */
const LONGEST_VALUE = 48;

/** The variable whose default a value is: `--timeout ${TIMEOUT:-45}`, `int(os.environ.get("TIMEOUT", "45"))`. */
const DEFAULTS = [/\$\{(\w+):?-([^${}]+)\}/g, /(?:environ\.get|getenv)\(\s*["'](\w+)["'],\s*["']?([^"'()]+)/g];

const variableFor = ({ value, evidence: { text } }: ReportSetting): string | undefined =>
  DEFAULTS.flatMap((pattern) => [...text.matchAll(pattern)]).find(([, , fallback]) => fallback === value)?.[1];

const place = (setting: ReportSetting): string => {
  const variable = variableFor(setting);
  return `line ${String(setting.evidence.line)}${variable === undefined ? '' : `, unless $${variable} is set`}`;
};

/** What it sets, and where. */
const states = (settings: readonly ReportSetting[]): string =>
  `states ${settings
    .map((setting) => `${setting.name} = ${cutAt(setting.value, LONGEST_VALUE)} (${place(setting)})`)
    .join(', ')}`;

const oneSource = (source: ReportSource, all: readonly ReportSetting[], page: Page): readonly Line[] => {
  const settings = all.filter(({ evidence }) => evidence.source === source.id);
  return [
    row(source.path, page),
    ...marked(' ', contents(source), page),
    ...(settings.length === 0 ? [] : marked(' ', states(settings), page)),
    ...marked(' ', covers(source), page),
    ...(source.firstAt === null ? [] : marked(' ', clock(source), page)),
  ];
};

/** What was read, how it was understood, and which clock each source hung its times on. */
export const sources = ({ sources: all, settings }: Report, page: Page): readonly Line[] => {
  if (all.length === 0) return [];
  const { shown, hidden } = bounded(all, 20, page);
  return [
    BLANK,
    heading('What was read', page),
    ...shown.flatMap((source) => oneSource(source, settings, page)),
    ...(hidden > 0
      ? toldOn(`... and ${String(hidden)} more sources (--format json holds all)`, { ...page, tone: 'faint' })
      : []),
  ];
};

const oneWarning = ({ path, line, cause, count }: ReportWarning): string =>
  `${path}${line === null ? '' : `:${String(line)}`} ${cause}${count > 1 ? ` (${thousands(count)} times)` : ''}`;

/** Trouble in the data: counted, the first of it named. */
export const warnings = ({ warnings: all }: Report, page: Page): readonly Line[] => {
  if (all.length === 0) return [];
  const total = all.reduce((sum, { count }) => sum + count, 0);
  const { shown, hidden } = bounded(all, 8, page);
  return [
    BLANK,
    heading(`${counted(total, 'warning')} while reading`, { ...page, tone: 'warn' }),
    ...shown.flatMap((warning) => marked('!', oneWarning(warning), page)),
    ...(hidden > 0
      ? toldOn(`... and ${String(hidden)} more kinds (--format json holds all)`, { ...page, tone: 'faint' })
      : []),
  ];
};
