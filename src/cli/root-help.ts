import { commandTable } from './command-table.ts';

interface Told {
  readonly description: string;
  readonly version: string;
  /** Columns to set it for. */
  readonly width: number;
}

const GAP = '  ';

/** Words in lines of at most `width`; a longer word stands alone. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}

/** Each name beside its summary, which goes on below itself. */
function listed(summaries: readonly (readonly [name: string, summary: string])[], width: number): string {
  const margin = Math.max(...summaries.map(([name]) => name.length)) + 2 * GAP.length;
  return summaries
    .flatMap(([name, summary]) =>
      wrapped(summary, width - margin).map((line, at) => (at === 0 ? GAP + name : '').padEnd(margin) + line),
    )
    .join('\n');
}

/** What `--help` says of all commands: set by hand, as loading what sets the help of one takes longer than all the rest. */
export function rootHelp({ description, version, width }: Told): string {
  const summaries = [...commandTable].map(([name, { summary }]) => [name, summary] as const);
  return [
    description,
    `VERSION\n${GAP}forensics/${version} ${process.platform}-${process.arch} node-${process.version}`,
    `USAGE\n${GAP}$ forensics COMMAND\n${GAP}$ forensics COMMAND --help`,
    `COMMANDS\n${listed(summaries, width)}`,
    '',
  ].join('\n\n');
}
