import type { Surroundings } from '../model/report.ts';
import type { Evidence } from '../model/report-evidence.ts';
import type { Exhibit } from './exhibit.ts';
import type { Glyphs } from './glyphs.ts';
import { type Line, piece, wrapped } from './piece.ts';
import { evidenceKey } from './state.ts';
import { sure } from './words.ts';

interface Page {
  readonly columns: number;
  readonly glyphs: Glyphs;
  readonly surroundings: ReadonlyMap<string, Surroundings | undefined>;
}

/** Everything on what is looked at: what is said of it, what speaks for it and against it, and the log lines. */
export const drawExhibit = (exhibit: Exhibit, page: Page): readonly Line[] => [
  titleLine(exhibit),
  ...remarkLines(exhibit, page),
  ...exhibit.facts.flatMap((fact) => pointed('  ', fact, page)),
  ...exhibit.reasons.flatMap((reason) => pointed('+ ', reason, page)),
  ...exhibit.against.flatMap((reason) => pointed('- ', reason, page)),
  ...exhibit.evidence.flatMap((evidence) => recordLines(evidence, page)),
];

/** As much of it as fits on a few lines: the log lines first, as they are what is looked for. */
export const drawPreview = (exhibit: Exhibit, page: Page): readonly Line[] => [
  titleLine(exhibit),
  ...remarkLines(exhibit, page),
  ...exhibit.reasons.slice(0, 2).flatMap((reason) => pointed('+ ', reason, page).slice(0, 1)),
  ...exhibit.against.slice(0, 1).flatMap((reason) => pointed('- ', reason, page).slice(0, 1)),
  ...exhibit.evidence.flatMap((evidence) => recordLines(evidence, { ...page, surroundings: new Map() })),
];

/** What somebody wrote themselves comes before all that was worked out. */
const remarkLines = ({ remarks }: Exhibit, { columns }: Page): readonly Line[] =>
  remarks.flatMap(({ text }) => wrapped(`M ${text}`, columns - 2).map((line) => [piece(` ${line}`, 'mark')]));

function titleLine({ title, confidence, basis }: Exhibit): Line {
  const how = basis === undefined ? '' : `, ${basis}`;
  return [
    piece(` ${title}`, 'strong'),
    piece(confidence === undefined ? '' : `  confidence ${sure(confidence)}${how}`),
  ];
}

/** `+` speaks for it, `-` against it. */
const pointed = (sign: string, text: string, { columns }: Page): readonly Line[] =>
  wrapped(text, columns - 5).map((line, at) => [
    piece(` ${at === 0 ? sign : '  '}`, sign === '- ' ? 'casualty' : 'survivor'),
    piece(line),
  ]);

/** The record with the numbers of its lines, and the lines around it as the log still has them. */
function recordLines(evidence: Evidence, { surroundings, glyphs }: Page): readonly Line[] {
  const lines = evidence.text.split('\n');
  const around = surroundings.get(evidenceKey(evidence));
  const [before, after] = [around?.before ?? [], around?.after ?? []];
  const first = evidence.line - before.length;
  const width = String(evidence.line + lines.length + after.length - 1).length;
  const numbered = (text: string, at: number): Line => {
    const isRecord = at >= before.length && at < before.length + lines.length;
    const mark = isRecord ? glyphs.looked : ' ';
    const style = isRecord ? 'plain' : 'dim';
    return [piece(` ${mark} ${String(first + at).padStart(width)} `, 'dim'), piece(indented(text), style)];
  };
  return [
    [piece(` ${evidence.file}:${String(evidence.line)}`, 'title')],
    ...[...before, ...lines, ...after].map(numbered),
  ];
}

/** Tabs as people set them. */
const indented = (text: string): string => text.replaceAll('\t', '  ');
