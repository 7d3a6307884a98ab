import { type Literal, piecesIn } from '../format-pieces.ts';

/** One part of a gunicorn `access_log_format`: text as it stands, or the name of an atom (`h`, `{x-request-id}i`). */
export type Piece = Literal | Atom;

interface Atom {
  readonly atom: string;
}

// Python's own: %(s)s, %(D)d, %(h)-15s, %({x-request-id}i)s, %%
const CONVERSION = /%(?:%|\((?<atom>\{[^}]*\}[a-z]|[A-Za-z]+)\)(?<flags>[-#0+ ]*)(?<width>\d*)(?:\.\d+)?[sdri])/g;

/** Spaces that pad a column to its width, before or after it. */
export const PADDING = 'padding';

/** The parts of a format string, in order; text that is no conversion stands for itself. */
export const piecesOf = (format: string): readonly Piece[] =>
  piecesIn<Atom>(format, CONVERSION, ({ 0: conversion, groups = {} }) => (conversion === '%%' ? '%' : padded(groups)));

function padded({ atom = '', flags = '', width = '' }: Readonly<Record<string, string | undefined>>): readonly Atom[] {
  const column = { atom };
  if (width === '') return [column];
  return flags.includes('-') ? [column, { atom: PADDING }] : [{ atom: PADDING }, column];
}
