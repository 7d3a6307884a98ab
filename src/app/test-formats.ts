import type { Layout } from '../model/layout.ts';
import type { Cell, Table } from '../model/table.ts';
import { learnWritten } from '../scan/learn-written.ts';
import { type LineVerdict, lineVerdicts } from '../scan/line-verdicts.ts';
import { openReaders, type Written } from '../scan/readers.ts';
import { findSources } from '../sources/find-sources.ts';
import { sampleLines } from '../sources/sample-lines.ts';
import { envelopes, formats, sourceKinds, supervisors } from './catalogue.ts';
import { SAMPLE } from './sample.ts';

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
  return { lines: lineTable(verdicts), formats: formatTable(verdicts, written) };
}

const READ_BY: Readonly<Record<LineVerdict['by'], string>> = {
  format: '',
  supervisor: "a supervisor's words",
  continues: 'the record above',
  nobody: 'nobody',
};

const lineTable = (verdicts: readonly LineVerdict[]): Table => ({
  columns: ['line', 'wrapped in', 'read by', 'text'],
  rows: verdicts.map(({ line, envelopes: around, by, format, text }): readonly Cell[] => [
    ...[line, around.join(' > '), by === 'format' ? format : READ_BY[by], text],
  ]),
});

function formatTable(verdicts: readonly LineVerdict[], { layouts }: Written): Table {
  const taken = (id: string): number => verdicts.filter(({ format }) => format === id).length;
  const rows = formats.map(({ id }): readonly Cell[] => {
    const layout = layouts.find(({ format }) => format === id);
    return [layout?.name ?? id, taken(id), layout ? `reads lines like ${layout.head}` : whyNot(id, verdicts)];
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
