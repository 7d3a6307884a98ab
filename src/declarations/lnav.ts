import { type Declaration, type Declared, type Problem, READ_AS } from './declaration.ts';
import { type Fields, itemsIn, type Located, textIn } from './located.ts';
import { patternProblem } from './pattern-problem.ts';

/** True for a file of lnav's formats (lnav 0.8 to 0.12, "Log Formats"): names with a `regex` or `json` each. */
export const isLnav = (fields: Fields): boolean => formatsIn(fields).length > 0;

/** The formats of an lnav file, one a pattern: each with the samples that it matches. */
export function lnavDeclarations(fields: Fields): Declared {
  const found = formatsIn(fields).map(([name, format]) => declared(name, format));
  return {
    declarations: found.flatMap(({ declarations }) => declarations),
    problems: found.flatMap(({ problems }) => problems),
  };
}

type Named = readonly [name: string, format: Located];

const formatsIn = (fields: Fields): readonly Named[] =>
  [...fields].filter(([, format]) => {
    const { fields: inner } = format;
    return inner !== undefined && (inner.has('regex') || inner.has('json'));
  });

function declared(name: string, format: Located): Declared {
  const fields: Fields = format.fields ?? new Map<string, Located>();
  const problem = (line: number, cause: string): Problem => ({ line, cause: `${name}: ${cause}` });
  const none = (cause: string): Declared => ({ declarations: [], problems: [problem(format.line, cause)] });
  if (textIn(fields, 'json') === 'true') return none('JSON lines are understood as they are, they need no format');
  const patterns = [...(fields.get('regex')?.fields ?? [])].flatMap(([, regex]) => patternIn(regex, fields));
  const samples = itemsIn(fields, 'sample').flatMap(sampleIn);
  if (samples.length === 0) return none('samples are missing');
  const texts = samples.map(({ text }) => text);
  const judged = patterns.map((pattern) => ({ ...pattern, cause: patternProblem(pattern.head, texts) }));
  const usable = judged.filter(({ cause }) => cause === undefined);
  const lost = samples.filter(({ text }) => !usable.some(({ head }) => new RegExp(head).test(text)));
  // A pattern that cannot be used is done without where others read all that its format shows.
  if (lost.length === 0)
    return { declarations: usable.flatMap(({ head, line }) => one({ name, head, line }, samples)), problems: [] };
  const unusable = judged.flatMap(({ line, cause }) => (cause === undefined ? [] : [problem(line, cause)]));
  const unmatched = lost.map(({ line }) => problem(line, 'no pattern matches this sample'));
  return { declarations: [], problems: unusable.length > 0 ? unusable : unmatched };
}

interface Pattern {
  readonly head: string;
  readonly line: number;
}

type Sample = Declaration['samples'][number];

function one(
  { name, head, line }: Pattern & { readonly name: string },
  samples: readonly Sample[],
): readonly Declaration[] {
  const theirs = samples.filter(({ text }) => new RegExp(head).test(text));
  return theirs.length === 0 ? [] : [{ layout: { format: READ_AS, head, phrases: [], name }, samples: theirs, line }];
}

function patternIn(regex: Located, fields: Fields): readonly Pattern[] {
  const pattern = regex.fields?.get('pattern');
  return pattern?.text === undefined ? [] : [{ head: translated(pattern.text, fields), line: pattern.line }];
}

/**
 * What PCRE has and JavaScript lacks, as far as leaving it out matches the same lines: repetitions and groups that give nothing back
 * (`\\d{3}+`, `(?>…)`), and `(?s)`, as a line holds no line end.
 */
const withoutPcre = (pattern: string): string =>
  pattern
    .replace(/(?<!\\)([*+?}])\+/g, '$1')
    .replaceAll('(?>', '(?:')
    .replace(/^\^?\(\?s\)/, '');

/** lnav names its groups by fields of the format, and writes PCRE; an anchor is its own too. */
function translated(pattern: string, fields: Fields): string {
  const names = new Map([
    [textIn(fields, 'timestamp-field') || 'timestamp', 'time'],
    [textIn(fields, 'level-field') || 'level', 'level'],
    [textIn(fields, 'body-field') || 'body', 'message'],
    [textIn(fields, 'opid-field') || 'opid', 'id'],
  ]);
  const renamed = withoutPcre(pattern).replace(
    /\(\?P?<(?<name>[A-Za-z_]\w*)>/g,
    (_all, name: string) => `(?<${names.get(name) ?? name}>`,
  );
  return renamed.startsWith('^') ? renamed : `^${renamed}`;
}

function sampleIn(sample: Located): readonly Sample[] {
  const text = sample.fields?.get('line')?.text ?? sample.text;
  return text !== undefined ? [{ text: text.split('\n', 1)[0] ?? '', line: sample.line }] : [];
}
