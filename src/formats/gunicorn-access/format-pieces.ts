/** One part of a gunicorn `access_log_format`: text as it stands, or the name of an atom (`h`, `{x-request-id}i`). */
export type Piece = { readonly literal: string } | { readonly atom: string };

// Python's own: %(s)s, %(D)d, %(h)-15s, %({x-request-id}i)s, %%
const CONVERSION = /%(?:%|\((?<atom>\{[^}]*\}[a-z]|[A-Za-z]+)\)(?<flags>[-#0+ ]*)(?<width>\d*)(?:\.\d+)?[sdri])/g;

/** Spaces that pad a column to its width, before or after it. */
export const PADDING = 'padding';

/** The parts of a format string, in order; text that is no conversion stands for itself. */
export function piecesOf(format: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let literal = '';
  let from = 0;
  const flush = (): void => {
    if (literal !== '') pieces.push({ literal });
    literal = '';
  };
  for (const { 0: conversion, index, groups = {} } of format.matchAll(CONVERSION)) {
    literal += format.slice(from, index);
    from = index + conversion.length;
    if (conversion === '%%') {
      literal += '%';
      continue;
    }
    flush();
    pieces.push(...padded(groups));
  }
  literal += format.slice(from);
  flush();
  return pieces;
}

function padded({ atom = '', flags = '', width = '' }: Readonly<Record<string, string | undefined>>): readonly Piece[] {
  const column = { atom };
  if (width === '') return [column];
  return flags.includes('-') ? [column, { atom: PADDING }] : [{ atom: PADDING }, column];
}
