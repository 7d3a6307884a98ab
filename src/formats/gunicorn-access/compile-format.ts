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
import { PADDING, type Piece, piecesOf } from './format-pieces.ts';

/** Compiles one format string to a match of whole lines; one without any atom matches none. */
export function compileFormat(format: string): Step {
  const pieces = piecesOf(format);
  const atoms = pieces.flatMap((piece) => ('atom' in piece ? [piece.atom] : []));
  if (atoms.length === 0) return () => false;
  const duration = DURATIONS.find((atom) => atoms.includes(atom));
  const id = idColumn(atoms);
  return pieces.reduceRight<Step>((next, piece, at) => {
    if ('literal' in piece) return literalStep(encoded(piece.literal), next);
    const { atom } = piece;
    const strict = DURATIONS.includes(atom) && atom !== duration ? countStep : STRICT.get(atom);
    if (strict) return strict(next);
    const span = atom === id ? SPAN.id : (SPANS.get(atom) ?? SPAN.none);
    return textual(span, { atom, next, before: pieces[at - 1], after: pieces[at + 1] });
  }, lineEnd);
}

const encoder = new TextEncoder();
const encoded = (text: string): Uint8Array => encoder.encode(text);

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
  const stop = stopOf(after);
  if (atom === 'h' && stop !== ANY_BYTE) return wordStep(stop, next);
  return atom === 'u' && stop !== ANY_BYTE ? userStep(stop, next) : textStep(span, stop, next);
}

const isQuoted = (before: Piece | undefined, after: Piece | undefined): boolean =>
  before !== undefined && 'literal' in before && before.literal.endsWith('"') && literalOf(after).startsWith('"');

const literalOf = (piece: Piece | undefined): string => (piece && 'literal' in piece ? piece.literal : '');

const stopOf = (after: Piece | undefined): number => encoded(literalOf(after))[0] ?? ANY_BYTE;
