import { describe, expect, it } from 'vitest';
import type { Inner } from '../src/envelopes/envelope.ts';
import { peelLine } from '../src/envelopes/peel-lines.ts';
import { envelopes } from '../src/envelopes/registry.ts';
import { formats } from '../src/formats/registry.ts';
import { learnWritten } from '../src/scan/learn-written.ts';
import { type LineVerdict, lineVerdicts } from '../src/scan/line-verdicts.ts';
import { openReaders, type Readers } from '../src/scan/readers.ts';
import { supervisors } from '../src/supervisors/registry.ts';

interface Wrapping {
  /** `at`: how many of them stand before it. An entry may have several lines. */
  readonly wrap: (text: string, at: number) => string;
  /** What the wrapping is known by stands above all lines. */
  readonly above?: readonly string[];
  /** What the wrapping states besides the text. */
  readonly states: Partial<Inner>;
}

const json = (fields: object): string => JSON.stringify(fields);

/** Every envelope that a collector sets around text of any kind, by its id. */
const WRAPPINGS: Readonly<Record<string, Wrapping>> = {
  pasted: { wrap: (text) => `> ${text}`, states: {} },
  'ansi-colours': { wrap: (text) => `\u001B[32m${text}\u001B[0m`, states: {} },
  'docker-json': {
    wrap: (text) => json({ log: `${text}\n`, stream: 'stderr', time: '2026-11-23T09:48:48.667243264Z' }),
    states: { stream: 'stderr' },
  },
  'journal-json': {
    wrap: (text) =>
      json({
        MESSAGE: text,
        __REALTIME_TIMESTAMP: '1795424000123456',
        _PID: '141',
        _HOSTNAME: 'web1',
        _COMM: 'server',
      }),
    states: { host: 'web1', pid: 141 },
  },
  'syslog-ng-json': {
    wrap: (text) => json({ PROGRAM: 'server', PID: '141', MESSAGE: text, HOST: 'web1', DATE: 'Nov 23 09:48:48' }),
    states: { host: 'web1', pid: 141 },
  },
  cri: {
    wrap: (text) => `2026-11-23T09:48:48.667243264Z stderr F ${text}`,
    states: { stream: 'stderr' },
  },
  kubectl: {
    wrap: (text) => `[pod/web-5d4f8c7b9-x2x4z/app] ${text}`,
    states: { host: 'web-5d4f8c7b9-x2x4z', stream: 'app' },
  },
  compose: { wrap: (text) => `web-1  | ${text}`, states: { host: 'web-1' } },
  rfc5424: {
    wrap: (text) => `<11>1 2026-11-23T09:33:29.317267+00:00 web1 server 141 - - ${text}`,
    states: { host: 'web1', pid: 141 },
  },
  platform: { wrap: (text) => `2026-11-23T09:48:48.667243+00:00 app[web.1]: ${text}`, states: { host: 'web.1' } },
  syslog: { wrap: (text) => `Nov 23 09:48:48 web1 server[141]: ${text}`, states: { host: 'web1', pid: 141 } },
  'cloud-json': {
    wrap: (text) =>
      json({
        textPayload: text,
        timestamp: '2026-11-23T09:48:48.667243264Z',
        resource: { type: 'k8s_container', labels: { pod_name: 'web-5d4f8c7b9-x2x4z', container_name: 'app' } },
      }),
    states: { host: 'web-5d4f8c7b9-x2x4z' },
  },
  'passenger-output': { wrap: (text) => `App 141 output: ${text}`, states: { pid: 141 } },
  'pm2-logs': { wrap: (text) => `0|web      | ${text}`, states: {} },
  'numbered-lines': { wrap: (text, at) => `${String(at + 1)}:${text}`, states: {} },
  'file-names': { wrap: (text, at) => `logs/app.log:${String(at + 1)}:${text}`, states: { stream: 'logs/app.log' } },
  'gcloud-table': {
    above: ['TIMESTAMP                       SEVERITY  TEXT_PAYLOAD'],
    wrap: (text) => `2026-11-23T09:48:48.667243264Z  ERROR     ${text}`,
    states: {},
  },
  csv: {
    above: ['timestamp,host,message'],
    wrap: (text) => `1795427328667,web1,"${text.replaceAll('"', '""')}"`,
    states: { host: 'web1' },
  },
  'text-table': {
    above: ['| @timestamp              | @message |', '|-------------------------|----------|'],
    wrap: (text) => `| 2026-11-23 09:48:48.667 | ${text} |`,
    states: {},
  },
  'journal-export': {
    wrap: (text, at) =>
      [
        ...[`__CURSOR=s=4f1;i=${String(at)}`, '__REALTIME_TIMESTAMP=1795424000123456', '_PID=141', '_HOSTNAME=web1'],
        ...['SYSLOG_IDENTIFIER=server', `MESSAGE=${text}`, ''],
      ].join('\n'),
    states: { host: 'web1', pid: 141 },
  },
  'journal-verbose': {
    wrap: (text, at) =>
      [
        `Mon 2026-11-23 08:53:20.123456 UTC [s=4f1;i=${String(at)};b=9a;m=1;t=2;x=3]`,
        ...['    _PID=141', '    _HOSTNAME=web1', '    SYSLOG_IDENTIFIER=server', `    MESSAGE=${text}`],
      ].join('\n'),
    states: { host: 'web1', pid: 141 },
  },
  'json-document': {
    wrap: (text) => json({ data: [{ textPayload: text, timestamp: '2026-11-23T09:48:48.667243264Z' }] }),
    states: {},
  },
  'laid-out-json': {
    above: ['['],
    wrap: (text) =>
      `  {\n    "timestamp": "2026-11-23T09:48:48.667243264Z",\n    "textPayload": ${JSON.stringify(text)}\n  },`,
    states: {},
  },
  'listed-lines': {
    above: ['ok: [web1] => {', '    "out.stdout_lines": [', '        "2026-11-23 09:48:48 started",'],
    wrap: (text) => `        ${JSON.stringify(text)},`,
    states: {},
  },
  'docker-timestamps': { wrap: (text) => `2026-11-23T09:48:48.667243264Z ${text}`, states: {} },
};

/**
 * What stands around no line of any kind, so that no message of any supervisor can be set into it. `stamped-lines`: a stamp before a
 * line without a head is taken for its own. `glued-records`: known by gunicorn's heads and the kernel's. `repeated-heads`: stands before
 * the lines of a traceback. `wrapped`: breaks long lines alone. `typeset`: changes single characters. `docker-inspect`: holds how a
 * container ended, and no line. `supervisord-output`, `stamps-above`: stand on
 * lines of their own above those that they tell of. `prefixed-lines`: known by what stands before a server's heads. `newest-first`: known by a traceback.
 */
const AROUND_SOME: readonly string[] = [
  'stamped-lines',
  'glued-records',
  'repeated-heads',
  'wrapped',
  'typeset',
  'docker-inspect',
  'supervisord-output',
  'stamps-above',
  'prefixed-lines',
  'newest-first',
];

/** Loggers that write records of fields, of which a message is one: out of them comes a line with a head. */
const LOGGERS: Readonly<Record<string, (text: string) => string>> = {
  'structured-json': (text) => json({ time: '2026-11-23T09:48:48.667Z', level: 'info', message: text }),
  logfmt: (text) => `time=2026-11-23T09:48:48.667Z level=info msg=${JSON.stringify(text)}`,
};

/** A supervisor's messages as its own records hold them. */
const HEADS: Readonly<Record<string, (text: string) => string>> = {
  gunicorn: (text) => `[2026-11-23 09:48:48 +0000] [141] [INFO] ${text}`,
  celery: (text) => `[2026-11-23 09:48:48,123: INFO/MainProcess] ${text}`,
  'php-fpm': (text) => `[23-Nov-2026 09:48:48] ${text.startsWith('NOTICE: ') ? text : `WARNING: ${text}`}`,
  unicorn: (text) => `I, [2026-11-23T09:48:48.123456 #141]  INFO -- : ${text}`,
  kernel: (text) => `[81234.123456] ${text}`,
};

const all = { envelopes, formats, supervisors };

const readersOf = (lines: readonly string[]): Readers => {
  const sample = { lines, workerPids: new Set<number>(), stated: [], year: 2026 };
  return openReaders(learnWritten(sample, all), all);
};

/** Steps, times and pids are read from the text alone: where it comes out the same, they do. A table's cells lose their last blanks. */
const told = ({ text, by }: LineVerdict): { readonly text: string; readonly isRead: boolean } => ({
  text: text.trimEnd(),
  isRead: by !== 'nobody',
});

describe.each(supervisors)('$id', ({ id, samples, openings }) => {
  const single = samples.filter(({ text }) => !text.includes('\n'));
  const own = single.map(({ text }) => (HEADS[id] ?? String)(text));
  const bare = lineVerdicts(own, readersOf(own)).map(told);

  it.each(Object.entries(WRAPPINGS))('says the same in %s', (envelope, { wrap, above = [], states }) => {
    const entries = own.map(wrap);
    const lines = [...above, ...entries.flatMap((entry) => entry.split('\n'))];
    const readers = readersOf(lines);
    const begins = entries.map(
      (_, at) => above.length + entries.slice(0, at).join('\n').split('\n').length * Number(at > 0),
    );
    const verdicts = lineVerdicts(lines, readers).filter((_, at) => begins.includes(at));
    expect(verdicts.map((verdict) => told(verdict).text)).toEqual(bare.map(({ text }) => text));
    // With the time and pid that its collector noted down a line may be read that alone is not.
    expect(verdicts.filter((verdict, at) => bare[at]?.isRead && !told(verdict).isRead)).toEqual([]);
    expect(new Set(verdicts.flatMap(({ envelopes: around }) => around[0]))).toEqual(new Set([envelope]));
    for (const entry of entries) expect(readers.peel && peelLine(readers.peel, entry)).toMatchObject(states);
  });

  it.each(Object.entries(LOGGERS))('is understood in %s', (envelope, wrap) => {
    const lines = own.map(wrap);
    const verdicts = lineVerdicts(lines, readersOf(lines));
    expect(new Set(verdicts.flatMap(({ envelopes: around }) => around[0]))).toEqual(new Set([envelope]));
    // Behind a logger's head a message is known by words that nobody else begins with.
    const isStep = (at: number): boolean =>
      single[at]?.step !== undefined && openings.some((opening) => single[at]?.text.includes(opening));
    expect(verdicts.filter(({ by }, at) => by === 'nobody' && bare[at]?.isRead && isStep(at))).toEqual([]);
  });
});

it('knows of every envelope whether it holds lines of any kind', () => {
  const known = [...Object.keys(WRAPPINGS), ...Object.keys(LOGGERS), ...AROUND_SOME];
  expect(envelopes.map(({ id }) => id).filter((id) => !known.includes(id))).toEqual([]);
});

describe('gunicorn', () => {
  const records = ['WORKER TIMEOUT (pid:8)', 'Worker exiting (pid: 8)', 'Booting worker with pid: 9'].map(
    (message) => `[2026-11-23 09:48:48 +0000] [1] [CRITICAL] ${message}`,
  );

  it('says the same where its records are glued together', () => {
    const lines = [records.join('')];
    expect(lineVerdicts(lines, readersOf(lines))).toMatchObject(
      records.map((text) => ({ line: 1, envelopes: ['glued-records'], text })),
    );
  });

  it('says the same below the stamps of a console', () => {
    const lines = records.map((record) => `[2026-11-23 16:20:00.942315] [c2] ${record}`);
    const verdicts = lineVerdicts(lines, readersOf(lines));
    expect(verdicts).toMatchObject(records.map((text) => ({ envelopes: ['stamped-lines'], text, by: 'format' })));
  });

  it('says the same where a page broke its records', () => {
    const long = records.map((record) => `${record} because nobody answered for more than thirty seconds`);
    const lines = long.flatMap((record) => [record.slice(0, 80), record.slice(80)]);
    const verdicts = lineVerdicts(lines, readersOf(lines));
    expect(new Set(verdicts.map(({ envelopes: around }) => around[0]))).toEqual(new Set(['wrapped']));
    expect(verdicts.map(({ by }) => by)).toEqual(long.flatMap(() => ['format', 'continues']));
  });
});
