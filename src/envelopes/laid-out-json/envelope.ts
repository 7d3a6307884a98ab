import { fieldsOf, flattened } from '../../lib/json-fields.ts';
import type { Envelope, Inner, Peel } from '../envelope.ts';

/** `  {`: where an entry begins, and how deep. */
const OPENS = /^(?<indent>\s*)\{$/;
/** What stands around the entries: `[`, `],`, `"events": [`. */
const AROUND = /^\s*(?:[[\]],?|"\w+" ?: ?\[)$/;
/** Documents of Kubernetes are read as a whole. */
const OBJECT_KIND = /^\s*"(?:kind|apiVersion)":/;
/** An entry tells what was said, or how a container ended. */
const TELLING = /(?:^|_)(?:@?message|msg|event|log|line|textPayload|MESSAGE|FinishedAt)$/;
/** Of a log nearly all is in its entries. */
const MOST = 0.8;

const indentOf = (line: string): string => /^\s*/.exec(line)?.[0] ?? '';
const isDeeper = (line: string, indent: string): boolean =>
  line.startsWith(indent) && indentOf(line).length > indent.length;
const closes = (line: string, indent: string): boolean => line === `${indent}}` || line === `${indent}},`;
const isWithin = (line: string, indent: string): boolean => line === `${indent}{` || isDeeper(line, indent);

/** What joins a line of an entry to the next one. */
const jointOf = (line: string, next: string, indent: string): string | undefined =>
  isWithin(line, indent) && (isDeeper(next, indent) || closes(next, indent)) ? ' ' : undefined;

/** The entries that begin at a depth, each in one line. */
function entriesAt(lines: readonly string[], indent: string): readonly string[] {
  const entries: string[] = [];
  let open = false;
  for (const line of lines) {
    if (line === `${indent}{`) entries.push(line);
    else if (open) entries.push(`${entries.pop() ?? ''} ${line}`);
    open = isWithin(line, indent) && (open || line === `${indent}{`);
  }
  return entries.map(withoutComma);
}

const withoutComma = (line: string): string => line.trim().replace(/,$/, '');

const isTelling = (entry: string): boolean => {
  const fields = fieldsOf(entry);
  return fields !== undefined && Object.keys(flattened(fields)).some((key) => TELLING.test(key));
};

/** How deep the entries stand that most of a document is: where one is whole and tells something, the outermost such. */
function depthOf(lines: readonly string[]): string | undefined {
  const depths = new Set(lines.flatMap((line) => OPENS.exec(line)?.groups?.['indent'] ?? []));
  return [...depths].find((indent) => {
    const held = lines.filter((line) => isWithin(line, indent) || closes(line, indent) || AROUND.test(line));
    return held.length >= lines.length * MOST && entriesAt(lines, indent).some(isTelling);
  });
}

/** An entry, or a piece of one that is to be joined to the others. */
const peelOf =
  (indent: string): Peel =>
  (line): Inner | undefined => {
    if (line.startsWith(`${indent}{ `)) return { text: withoutComma(line) };
    if (closes(line, indent)) return { text: '}' };
    if (isWithin(line, indent)) return { text: line.trim() };
    return AROUND.test(line) ? { text: '' } : undefined;
  };

const depthIn = (layout: string): string => {
  const indent: unknown = JSON.parse(layout);
  return typeof indent === 'string' ? indent : '';
};

/** JSON documents whose entries are laid out over many lines: consoles' exports, `--output json`, `jq .`, `journalctl -o json-pretty`. */
export const laidOutJson: Envelope = {
  id: 'laid-out-json',
  title: 'JSON laid out over many lines',
  docs: 'https://jqlang.org/manual/#invoking-jq',
  samples: [
    { line: '[', inner: { text: '' } },
    { line: '  {', inner: { text: '{' } },
    { line: '    "message": "hello",', inner: { text: '"message": "hello",' } },
    { line: '    "timestamp": "2026-11-23T09:45:29.117Z"', inner: { text: '"timestamp": "2026-11-23T09:45:29.117Z"' } },
    { line: '  },', inner: { text: '}' } },
    { line: ']', inner: { text: '' } },
  ],
  learn: ({ lines }) => {
    const told = lines.filter((line) => line.trim() !== '');
    const depth = told.some((line) => OBJECT_KIND.test(line)) ? undefined : depthOf(told);
    return depth === undefined ? undefined : JSON.stringify(depth);
  },
  cutsLines: true,
  joins: (layout) => {
    const indent = depthIn(layout);
    return (line, next) => jointOf(line, next, indent);
  },
  open: (layout) => peelOf(depthIn(layout)),
};
