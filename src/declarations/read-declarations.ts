import { type Declared, type Declaration, type Problem, READ_AS } from './declaration.ts';
import { isLnav, lnavDeclarations } from './lnav.ts';
import { type Fields, itemsIn, type Located, parseLocated, textIn } from './located.ts';
import { patternProblem } from './pattern-problem.ts';

const KNOWN = ['name', 'template', 'pattern', 'starts', 'ends', 'samples', 'title'];

/** The formats that a file declares: one of ours (YAML or JSON), or lnav's. `fallback`: its name where it states none. */
export function readDeclarations(text: string, fallback: string): Declared {
  const content = parseLocated(text);
  if ('cause' in content) return failed(content);
  const { fields } = content;
  if (!fields) return failed({ line: content.line, cause: 'a format is a mapping: template or pattern, samples' });
  if (isLnav(fields)) return lnavDeclarations(fields);
  const problems = problemsOf(fields, content.line);
  return problems.length > 0
    ? { declarations: [], problems }
    : { declarations: [ours(fields, fallback, content)], problems };
}

const failed = (...problems: readonly Problem[]): Declared => ({ declarations: [], problems });

function ours(fields: Fields, fallback: string, { line }: Located): Declaration {
  const phrases = (['start', 'end'] as const).flatMap((edge) =>
    itemsIn(fields, `${edge}s`).map(({ text = '' }) => ({ edge, template: text })),
  );
  const pattern = textIn(fields, 'pattern');
  const head = pattern === '' ? textIn(fields, 'template') : anchored(pattern);
  return {
    layout: { format: READ_AS, head, phrases, name: textIn(fields, 'name') || fallback },
    samples: itemsIn(fields, 'samples').map(({ text = '', line: at }) => ({ text, line: at })),
    line,
  };
}

/** A head is matched at the beginning of a line. */
const anchored = (pattern: string): string => (pattern.startsWith('^') ? pattern : `^${pattern}`);

function problemsOf(fields: Fields, line: number): readonly Problem[] {
  const unknown = [...fields].filter(([name]) => !KNOWN.includes(name));
  const heads = ['template', 'pattern'].filter((name) => textIn(fields, name) !== '');
  return [
    ...unknown.map(([name, at]) => ({ line: at.line, cause: `${name} is not known: there are ${KNOWN.join(', ')}` })),
    ...(heads.length === 1 ? [] : [{ line, cause: 'a format has either a template or a pattern, as text' }]),
    ...(itemsIn(fields, 'samples').length > 0 ? [] : [{ line, cause: 'samples are missing: real lines of this log' }]),
    ...itemsIn(fields, 'pattern').flatMap((pattern) => problemIn(pattern, itemsIn(fields, 'samples'))),
    ...itemsIn(fields, 'template').flatMap((template) => templateProblem(template)),
  ];
}

const problemIn = ({ text = '', line }: Located, samples: readonly Located[]): readonly Problem[] => {
  const cause = patternProblem(
    anchored(text),
    samples.map((sample) => sample.text ?? ''),
  );
  return cause === undefined ? [] : [{ line, cause }];
};

const COLUMNS = [
  'time',
  'time:slash',
  'time:dashed',
  'time:ctime',
  'time:epoch',
  'level',
  'pid',
  'id',
  'thread',
  'logger',
];

const templateProblem = ({ text = '', line }: Located): readonly Problem[] => {
  const names = [...text.matchAll(/\{(?<name>[a-z]+(?::[a-z]+)?)\}/g)].map(({ groups }) => groups?.['name'] ?? '');
  const unknown = names.filter((name) => !COLUMNS.includes(name) && name !== 'word' && name !== 'message');
  if (unknown.length > 0)
    return [
      { line, cause: `{${unknown.join('}, {')}} is no column: there are {${COLUMNS.join('}, {')}}, {word}, {message}` },
    ];
  return names.at(-1) === 'message' ? [] : [{ line, cause: 'a template ends in {message}' }];
};
