import { SPAN } from '../access-match.ts';
import {
  ANY_BYTE,
  countStep,
  dashStep,
  decimalSecondsStep,
  durationStep,
  lineEnd,
  literalStep,
  paddingStep,
  pidStep,
  quotedStep,
  statusStep,
  type Step,
  tailStep,
  textStep,
  timeStep,
  userStep,
  wordStep,
} from '../access-steps.ts';
import { combinedStep } from '../combined-line.ts';
import { encoded, isQuoted, stopAt } from '../format-pieces.ts';
import { PADDING, type Piece, piecesOf } from './format-pieces.ts';

/** Compiles one format string to a match of whole lines; one without any atom matches none. */
export function compileFormat(format: string): Step {
  const pieces = piecesOf(format);
  const atoms = pieces.flatMap((piece) => ('atom' in piece ? [piece.atom] : []));
  if (atoms.length === 0) return () => false;
  const duration = DURATIONS.find((atom) => atoms.includes(atom));
  const id = idColumn(atoms);
  const stepOf = (piece: Piece, at: number, next: Step): Step => {
    if ('literal' in piece) return literalStep(encoded(piece.literal), next);
    const { atom } = piece;
    const strict = DURATIONS.includes(atom) && atom !== duration ? countStep : STRICT.get(atom);
    if (strict) return strict(next);
    const span = atom === id ? SPAN.id : (SPANS.get(atom) ?? SPAN.none);
    return textual(span, { atom, next, before: pieces[at - 1], after: pieces[at + 1] });
  };
  const chain = (from: number): Step =>
    pieces.slice(from).reduceRight<Step>((next, piece, at) => stepOf(piece, from + at, next), lineEnd);
  return format.startsWith(COMBINED) ? combinedStep(chain(COMBINED_PIECES), chain(0)) : chain(0);
}

/** gunicorn's default since 18.0: the Apache combined format (config.py AccessLogFormat). */
export const COMBINED = '%(h)s %(l)s %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s"';
/** All but the last quote, with which more may stand. */
const COMBINED_PIECES = piecesOf(COMBINED).length - 1;

/** Durations, the finest first: of several in one format only that is kept. */
const DURATIONS: readonly string[] = ['L', 'D', 'M', 'T'];

/** Atoms that can hold only one kind of value. */
const STRICT: ReadonlyMap<string, (next: Step) => Step> = new Map([
  ['l', dashStep],
  ['t', timeStep],
  ['p', pidStep],
  ['s', statusStep],
  ['b', countStep],
  ['B', countStep],
  ['L', decimalSecondsStep],
  ['D', (next: Step) => durationStep(1, next)],
  ['M', (next: Step) => durationStep(1_000, next)],
  ['T', (next: Step) => durationStep(1_000_000, next)],
  [PADDING, paddingStep],
]);

const SPANS: ReadonlyMap<string, number> = new Map([
  ['r', SPAN.request],
  ['m', SPAN.method],
  ['U', SPAN.path],
  ['q', SPAN.query],
]);

/** Headers (and their like in the environment) that hold an id of the request, the best known elsewhere first. */
const ID_NAMES: readonly RegExp[] = [/request-?u?id/, /correlation-?id/, /trace/];

const idColumn = (atoms: readonly string[]): string | undefined => {
  const named = (name: RegExp): string | undefined =>
    atoms.find((atom) => atom.startsWith('{') && name.test(atom.toLowerCase().replaceAll('_', '-')));
  return ID_NAMES.map(named).find((atom) => atom !== undefined);
};

interface Column {
  readonly atom: string;
  readonly next: Step;
  readonly before: Piece | undefined;
  readonly after: Piece | undefined;
}

function textual(span: number, { atom, next, before, after }: Column): Step {
  if (next === lineEnd) return tailStep(span);
  if (isQuoted(before, after)) return quotedStep(span, next);
  const stop = stopAt(after);
  if (atom === 'h' && stop !== ANY_BYTE) return wordStep(stop, next);
  return atom === 'u' && stop !== ANY_BYTE ? userStep(stop, next) : textStep(span, stop, next);
}
