/** A piece of a template: text as it stands, or a named part that is read. */
export type Part = { readonly literal: string } | { readonly name: string };

const PIECE = /\{\{|\}\}|\{[a-z]+(?::[a-z]+\d*)?\}|[^{}]+|[{}]/g;

/**
 * The pieces of a template such as `{time} [{pid}] {message}`; no two literals stand side by side. `{{` and `}}` mean the
 * brackets themselves, as does one that encloses no name.
 */
export const parseTemplate = (template: string): readonly Part[] => {
  const parts: Part[] = [];
  for (const [piece] of template.matchAll(PIECE)) {
    const last = parts.at(-1);
    if (piece.length > 2 && piece.startsWith('{') && piece.endsWith('}')) parts.push({ name: piece.slice(1, -1) });
    else if (last && 'literal' in last) parts[parts.length - 1] = { literal: last.literal + unescaped(piece) };
    else parts.push({ literal: unescaped(piece) });
  }
  return parts;
};

/** The template that these pieces are read from. */
export const formatTemplate = (parts: readonly Part[]): string =>
  parts.map((part) => ('name' in part ? `{${part.name}}` : part.literal.replace(/[{}]/g, '$&$&'))).join('');

const unescaped = (piece: string): string => (piece === '{{' ? '{' : piece === '}}' ? '}' : piece);
