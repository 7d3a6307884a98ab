import type { Layout } from '../../model/layout.ts';
import type { Cell, Table } from '../../model/table.ts';
import { learnWritten } from '../../scan/learn-written.ts';
import { type LineVerdict, lineVerdicts } from '../../scan/line-verdicts.ts';
import { openReaders, type Written } from '../../scan/readers.ts';
import { findSources } from '../../sources/find-sources.ts';
import { sampleLines } from '../../sources/sample-lines.ts';
import { envelopes, formats, supervisors } from '../catalogue.ts';
import { sourceKinds } from '../source-kinds.ts';
import { SAMPLE } from '../sample.ts';

/** What is made of a log's lines: each line's reader, and what each format has to say about them. */
export interface Tested {
  readonly lines: Table;
  readonly formats: Table;
}

/** Tries all formats on the first lines of a log. Throws UserError E_NO_SUCH_PATH. */
export async function testFormats(path: string, declared: readonly Layout[]): Promise<Tested> {
  const [source] = findSources([path], { kinds: sourceKinds, warn: () => undefined });
  const lines = source ? await sampleLines(source, SAMPLE) : [];
  const sample = { lines, workerPids: new Set<number>(), stated: [], declared, year: undefined };
  const written = learnWritten(sample, { envelopes, formats, supervisors });
  const verdicts = lineVerdicts(lines, openReaders(written, { envelopes, formats, supervisors }));
  return { lines: lineTable(verdicts, written), formats: formatTable(verdicts, written) };
}

const READ_BY: Readonly<Record<LineVerdict['by'], string>> = {
  format: '',
  supervisor: "a supervisor's words",
  continues: 'the record above',
  nobody: 'nobody',
};

const lineTable = (verdicts: readonly LineVerdict[], written: Written): Table => ({
  columns: ['line', 'wrapped in', 'read by', 'text', 'why not by others'],
  rows: verdicts.map((verdict): readonly Cell[] => {
    const { line, envelopes: around, by, format, text } = verdict;
    const reader = by === 'format' ? nameOf(format, written) : READ_BY[by];
    return [line, around.join(' > '), reader, text, refusals(verdict, written)];
  }),
});

/** What a format is called where a person gave it another name. */
const nameOf = (id: string, { layouts }: Written): string => layouts.find(({ format }) => format === id)?.name ?? id;

/** Formats with one shape alone name it by a word. */
const isNotation = (head: string): boolean => /[^\w-]/.test(head);

/** Why nobody reads a line: each wrapping and format that others of these lines have, and what it lacks for it. */
function refusals({ by, envelopes: around, refused }: LineVerdict, { envelopes: wrappings, layouts }: Written): string {
  if (by !== 'nobody') return '';
  const unwrapped = wrappings.filter(({ envelope }) => !around.includes(envelope));
  const unlike = layouts.filter(({ format }) => refused.includes(format));
  return [
    ...unwrapped.map(({ envelope }) => `${envelope}: not wrapped so`),
    ...unlike.map(
      ({ format, name, head }) =>
        `${name ?? format}: ${isNotation(head) ? `does not begin like ${head}` : 'no record of it'}`,
    ),
  ].join('; ');
}

function formatTable(verdicts: readonly LineVerdict[], written: Written): Table {
  const taken = (id: string): number => verdicts.filter(({ format }) => format === id).length;
  const rows = formats.map(({ id }): readonly Cell[] => {
    const layout = written.layouts.find(({ format }) => format === id);
    return [nameOf(id, written), taken(id), layout ? `reads lines like ${layout.head}` : whyNot(id, verdicts)];
  });
  return { columns: ['format', 'lines', 'why'], rows };
}

function whyNot(id: string, verdicts: readonly LineVerdict[]): string {
  const left = verdicts.filter(({ by }) => by === 'nobody').length;
  const others = verdicts.filter(({ by, format }) => by === 'format' && format !== id).length;
  return left === 0
    ? `none of its records: others read all ${String(others)}`
    : `none of its records among the ${String(left)} lines that are left`;
}
