import { isMap, isScalar, isSeq, LineCounter, parseDocument, type ParsedNode } from 'yaml';
import type { Problem } from './declaration.ts';

/** A value of a YAML or JSON file and the line on which it stands, 1-based: a scalar as text, a list or a mapping. */
export interface Located {
  readonly line: number;
  readonly text: string | undefined;
  readonly items: readonly Located[] | undefined;
  readonly fields: Fields | undefined;
}

export type Fields = ReadonlyMap<string, Located>;

/** A file's content with the line of each value, or what is wrong with its notation. JSON is YAML. */
export function parseLocated(source: string): Located | Problem {
  const lines = new LineCounter();
  const { contents, errors } = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const [error] = errors;
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  if (error) return { line: lineAt(error.pos[0]), cause: error.message };
  return contents ? located(contents, lineAt) : { line: 1, cause: 'the file is empty' };
}

const NOTHING = { text: undefined, items: undefined, fields: undefined };

function located(node: ParsedNode | null, lineAt: (offset: number) => number): Located {
  if (node === null) return { line: 1, ...NOTHING };
  const line = lineAt(node.range[0]);
  if (isSeq(node)) return { line, ...NOTHING, items: node.items.map((item) => located(item, lineAt)) };
  if (!isMap(node)) return { line, ...NOTHING, text: scalarText(node) };
  // What is wrong with a field is told of the line that names it: a list or a mapping begins below.
  const entries = node.items.map((pair): readonly [string, Located] => [
    scalarText(pair.key) ?? '',
    { ...located(pair.value, lineAt), line: lineAt(pair.key.range[0]) },
  ]);
  return { line, ...NOTHING, fields: new Map(entries) };
}

const scalarText = (node: ParsedNode): string | undefined => {
  const value: unknown = isScalar(node) ? node.value : undefined;
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

/** The text of a field; empty where it is absent or no text. */
export const textIn = (fields: Fields, name: string): string => fields.get(name)?.text ?? '';

/** The items of a field: of a list all, of anything else itself, of nothing none. */
export const itemsIn = (fields: Fields, name: string): readonly Located[] => {
  const field = fields.get(name);
  return field ? (field.items ?? [field]) : [];
};
