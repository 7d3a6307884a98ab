import { describe, expect, it } from 'vitest';
import { checkSamples } from '../../src/declarations/check-samples.ts';
import { newHead } from '../../src/formats/head.ts';
import { readDeclarations } from '../../src/declarations/read-declarations.ts';
import { pythonApp } from '../../src/formats/python-app/format.ts';

const BILLING = `name: billing
template: '{level}|{pid}|{time}|{message}'
starts: ['begin {method} {target} job={id}']
ends: ['done job={id} -> {status} in {ms}ms']
samples:
  - 'INFO|4712|2026-02-06 12:14:10,100|begin GET /feed job=a1'
  - 'INFO|4712|2026-02-06 12:14:10,250|done job=a1 -> 200 in 150ms'
`;

const problemsOf = (text: string) => {
  const { declarations, problems } = readDeclarations(text, 'file');
  return [...problems, ...declarations.flatMap((one) => checkSamples(one, (layout) => pythonApp.open(layout)))].map(
    ({ line, cause }) => `${String(line)}: ${cause}`,
  );
};

it('reads a format with a template, its phrases and samples', () => {
  const { declarations } = readDeclarations(BILLING, 'file');
  expect(declarations.map(({ layout }) => layout)).toEqual([
    {
      format: 'python-app',
      name: 'billing',
      head: '{level}|{pid}|{time}|{message}',
      phrases: [
        { edge: 'start', template: 'begin {method} {target} job={id}' },
        { edge: 'end', template: 'done job={id} -> {status} in {ms}ms' },
      ],
    },
  ]);
  expect(problemsOf(BILLING)).toEqual([]);
});

it('names a format after its file where it has no name', () => {
  const [only] = readDeclarations("pattern: '(?<message>.*)'\nsamples: [x]\n", 'shop').declarations;
  expect(only?.layout).toMatchObject({ name: 'shop', head: '^(?<message>.*)' });
});

describe('refuses, with line and cause', () => {
  it.each([
    ['nothing', '', ['1: the file is empty']],
    ['what is no mapping', '- a\n', ['1: a format is a mapping: template or pattern, samples']],
    ['broken notation', 'name: "x\n', ['2: Missing closing "quote']],
    [
      'two heads',
      "template: '{message}'\npattern: '^x'\nsamples: [x]\n",
      ['1: a format has either a template or a pattern, as text'],
    ],
    ['no samples', "template: '{time} {message}'\n", ['1: samples are missing: real lines of this log']],
    [
      'a misspelt list',
      "template: '{time} {message}'\nsamples: [x]\nstart:\n  - a\n",
      [expect.stringMatching(/^3: start is not known/)],
    ],
    [
      'an unknown key',
      "template: '{message}'\nsample: [x]\nsamples: [x]\n",
      ['2: sample is not known: there are name, template, pattern, starts, ends, samples, title'],
    ],
    [
      'an unknown column',
      "template: '{tim} {message}'\nsamples: [x]\n",
      [
        '1: {tim} is no column: there are {time}, {time:slash}, {time:dashed}, {time:ctime}, {time:epoch}, {level}, {pid}, {id}, {thread}, {logger}, {word}, {message}',
      ],
    ],
    ['a template without a message', "template: '{time}'\nsamples: [x]\n", ['1: a template ends in {message}']],
    [
      'a sample that it does not read',
      BILLING.replace('{time}', '{id} {time}'),
      ['6: this sample is not read: {time} does not fit', '7: this sample is not read: {time} does not fit'],
    ],
    [
      'a phrase that no sample shows',
      BILLING.replace('begin {method}', 'starting {method}'),
      ['1: no sample\'s message is the phrase "starting {method} {target} job={id}" from its beginning to its end'],
    ],
    [
      'a time that is not understood',
      "pattern: '^(?<time>\\S+) (?<message>.*)'\nsamples: [noon x]\n",
      ['2: the time of this sample is not understood'],
    ],
    [
      'a pattern that takes for ever',
      "pattern: '^((a+)+)+$'\nsamples: [aaa]\n",
      ['1: the pattern takes for ever on lines that hardly fit it: let no repetition hold another'],
    ],
  ])('%s', (_title, text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  it('what is no pattern', () => {
    expect(problemsOf("pattern: '^(x'\nsamples: [x]\n")).toEqual([expect.stringContaining('Unterminated group')]);
  });
});

describe("lnav's formats", () => {
  const lnav = (pattern: string, line: string): string =>
    JSON.stringify({
      $schema: 'https://lnav.org/schemas/format-v1.schema.json',
      shop_log: { title: 'Shop', regex: { std: { pattern } }, 'level-field': 'lvl', sample: [{ line }] },
    });
  const PATTERN = String.raw`^(?P<timestamp>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+) \[(?<lvl>\w+)\] <(?<pid>\d+)> (?<body>.*)$`;

  it('are read as they are', () => {
    const text = lnav(PATTERN, '2026-02-06 12:14:10.100 [ERROR] <12> boom');
    expect(problemsOf(text)).toEqual([]);
    const [only] = readDeclarations(text, 'file').declarations;
    expect(only?.layout.name).toBe('shop_log');
    const reader = pythonApp.open(only?.layout ?? { format: '', head: '', phrases: [] });
    const record = { origin: { source: 1, line: 1, byteOffset: 0 }, text: only?.samples[0]?.text ?? '' };
    expect(reader.read(record)).toMatchObject([{ kind: 'note', level: 'error', pid: 12, message: 'boom' }]);
  });

  it('are read where PCRE has what JavaScript lacks, and where `json` is said to be false', () => {
    const pattern = String.raw`(?s)^(?<timestamp>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}+) (?>\[(?<lvl>\w+)\])? (?<body>.*)$`;
    const format = {
      json: false,
      regex: { std: { pattern } },
      sample: [{ line: '2026-02-06 12:14:10,100 [ERROR] boom' }],
    };
    expect(problemsOf(JSON.stringify({ shop_log: format }))).toEqual([]);
  });

  it('are read where their times state no year, and count the hours twice a day', () => {
    const pattern = String.raw`^(?<timestamp>\w{3} \d\d \d\d:\d\d:\d\d [AP]M) (?<body>.*)$`;
    const [line, text] = ['Nov 23 08:03:00 PM boom', lnav(pattern, 'Nov 23 08:03:00 PM boom')];
    expect(problemsOf(text)).toEqual([]);
    const declared = readDeclarations(text, 'file').declarations.map(({ layout }) => layout);
    const sample = { lines: [line], workerPids: new Set<number>(), stated: [], declared, assumedYear: 2026 };
    const reader = pythonApp.open(pythonApp.learn(sample)?.layout ?? { format: '', head: '', phrases: [] });
    const bytes = Buffer.from(line);
    const head = newHead();
    expect(reader.starts(bytes, 0, bytes.length, head)).toBe(true);
    expect(head.wall).toBe(Date.parse('2026-11-23T20:03:00Z') * 1_000);
  });

  it('do without a pattern that takes for ever where another reads the samples', () => {
    const regex = { slow: { pattern: '^(?<body>(a+)+b)$' }, std: { pattern: PATTERN } };
    const one = { regex, sample: [{ line: '2026-02-06 12:14:10.100 [ERROR] <12> boom' }] };
    expect(problemsOf(JSON.stringify({ shop_log: one }))).toEqual([]);
    expect(problemsOf(JSON.stringify({ shop_log: { ...one, sample: [{ line: 'aab' }] } }))).toMatchObject([
      expect.stringContaining('takes for ever'),
    ]);
  });

  it('are refused where no pattern matches a sample', () => {
    expect(problemsOf(lnav(PATTERN, 'boom'))).toEqual(['1: shop_log: no pattern matches this sample']);
  });

  it('are not needed for JSON', () => {
    expect(problemsOf(JSON.stringify({ shop_log: { json: true, 'line-format': [] } }))).toEqual([
      '1: shop_log: JSON lines are understood as they are, they need no format',
    ]);
  });
});
