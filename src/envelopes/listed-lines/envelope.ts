import type { Envelope, Inner, Peel } from '../envelope.ts';
import { shareOf } from '../sample-share.ts';

/** `        "SystemExit: 1",`: an item of a JSON list that has a line of its own. */
const JSON_ITEM = /^\s*(?<quoted>"(?:[^"\\]|\\.)*"),?$/;
/** `- 'SystemExit: 1'`: an item of a YAML list, whose quotes are doubled within; what needs none has none. */
const YAML_QUOTED = /^\s*- (?:'(?<single>(?:[^']|'')*)'|(?<double>"(?:[^"\\]|\\.)*"))$/;
const YAML_PLAIN = /^\s*- (?<plain>\S.*)$/;
/** `- [2026-…`, `3. [2026-…`: a point of a Markdown list, which a report makes of each line and may set in code marks. */
const MARKDOWN_ITEM = /^\s*(?:[-*+•]|\d{1,4}[.)]) (?:`(?<code>[^`]+)`|(?<text>.*\S.*))$/u;
/** How a record, a traceback or a frame begins; points of a text do not. */
const BEGINS = /^(?:\[?\d{4}[-/]\d\d[-/]\d\d[ T]\d\d:\d\d:\d\d|Traceback \(most|\s*File "[^"]*", line \d)/;
/** What stands around the items: `ok: [web1] => {`, `"out.stdout_lines": [`, `],`, `stdout_lines:`. */
const AROUND = /^(?:.* => \{|\s*"[\w.]+": [[{]|\s*[\w.]+:|\s*[\]}]+,?)$/;
/** `"rc": 0,`: what else is told of the task; its output as a whole, which the list holds again. */
const BESIDE = /^\s*"[\w.]+": (?:"(?:[^"\\]|\\.)*"|\[\]|[\w.+-]+),?$/;

/** Fewer lines may be a list of something else. */
const LEAST = 3;
/** Documents that hold lists of names and options hold more else. */
const MANY = 0.25;
/** All but what comes before and after the document. */
const MOST = 0.8;
/** A logged line tells a time, a level or where code stands. */
const TELLING = /\d\d:\d\d:\d\d|\[[A-Z]{4,8}\] |File \\?"/;

const unescaped = (quoted: string | undefined): string | undefined => {
  // most lines of other logs are no item: an error thrown for each would take longer than all else
  if (quoted === undefined) return undefined;
  try {
    const text: unknown = JSON.parse(quoted);
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
};

const inner = (text: string | undefined): Inner | undefined => (text === undefined ? undefined : { text });

const jsonItem: Peel = (line) => inner(unescaped(JSON_ITEM.exec(line)?.groups?.['quoted']));

const yamlQuoted: Peel = (line) => {
  const { single, double } = YAML_QUOTED.exec(line)?.groups ?? {};
  return inner(single === undefined ? unescaped(double) : single.replaceAll("''", "'"));
};

const yamlItem: Peel = (line) => yamlQuoted(line) ?? inner(YAML_PLAIN.exec(line)?.groups?.['plain']);

const markdownItem: Peel = (line) => {
  const { code, text } = MARKDOWN_ITEM.exec(line)?.groups ?? {};
  return inner(code ?? text);
};

const STYLES: Readonly<Record<string, Peel>> = { json: jsonItem, yaml: yamlItem };

/** A log of which each line is a point; a traceback's other lines and what was said without a time are points as well. */
const isMarkdown = (lines: readonly string[]): boolean => {
  const items = lines.flatMap((line) => markdownItem(line)?.text ?? []);
  const beginning = items.filter((text) => BEGINS.test(text));
  return items.length >= LEAST && beginning.length * 3 >= items.length;
};

/** A list of lines in YAML quotes most of them, for they hold brackets, colons and blanks; a list of a text's points quotes none. */
const isList = (lines: readonly string[], name: string, peel: Peel): boolean => {
  const items = lines.filter((line) => peel(line) !== undefined);
  const quoted = name === 'yaml' ? lines.filter((line) => yamlQuoted(line) !== undefined) : items;
  return (
    items.length >= Math.max(LEAST, MANY * lines.length) &&
    quoted.length * 2 > items.length &&
    items.some((line) => TELLING.test(line)) &&
    shareOf({ lines }, (line) => peel(line) ?? around(line)) >= MOST
  );
};

const around: Peel = (line) => (AROUND.test(line) || BESIDE.test(line) ? { text: '' } : undefined);

/** A log as a list of its lines: `stdout_lines` and `stderr_lines` of Ansible, in either of its notations, or a report's points. */
export const listedLines: Envelope = {
  id: 'listed-lines',
  title: 'lists of lines (Ansible stdout_lines, in JSON or YAML; points of Markdown)',
  docs: 'https://docs.ansible.com/ansible/latest/reference_appendices/common_return_values.html#stdout-lines',
  samples: [
    { line: 'ok: [web1] => {', inner: { text: '' } },
    { line: '    "out.stdout_lines": [', inner: { text: '' } },
    {
      line: '        "[2026-11-23 09:45:29 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:8)",',
      inner: { text: '[2026-11-23 09:45:29 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:8)' },
    },
    {
      line: String.raw`        "  File \"/srv/app/web.py\", line 31, in rates",`,
      inner: { text: '  File "/srv/app/web.py", line 31, in rates' },
    },
    { line: '        "SystemExit: 1"', inner: { text: 'SystemExit: 1' } },
    { line: '    ]', inner: { text: '' } },
    { line: '}', inner: { text: '' } },
  ],
  learn: ({ lines }) =>
    Object.entries(STYLES).find(([name, peel]) => isList(lines, name, peel))?.[0] ??
    (isMarkdown(lines) ? 'markdown' : undefined),
  open(layout) {
    if (layout === 'markdown') return markdownItem;
    const peel = STYLES[layout];
    return (line) => peel?.(line) ?? around(line);
  },
};
