import type { Peeled, Peeler } from '../envelopes/peel-lines.ts';
import type { Origin } from '../model/line.ts';
import type { Block } from './block.ts';
import { inOrderWritten } from './newest-first.ts';
import { HeadlessLines } from './headless-lines.ts';
import { recordText } from './record-text.ts';
import { WholeTracebacks } from './whole-tracebacks.ts';
import { eachLine, type Noted, type Run, type ScannedText } from './scanned-text.ts';

/** The lines of the source that a line was made from. */
interface Place {
  readonly origin: Origin;
  readonly from: number;
  readonly to: number;
}

/** A line of a strand, and what was noted about it. */
type StrandLine = Noted & Place;

interface WrittenLine extends StrandLine {
  readonly text: string;
}

/** The lines of one speaker, taken out of the wrappings and from among those of others. */
class Strand {
  readonly speaker: string;
  readonly host: string | undefined;
  private readonly lines: WrittenLine[] = [];

  constructor(speaker: string, host: string | undefined) {
    this.speaker = speaker;
    this.host = host;
  }

  add({ text }: Peeled, line: StrandLine): void {
    this.lines.push({ ...line, text });
  }

  /** Lines with a head each, and tracebacks in one piece. */
  private told(): { readonly texts: readonly string[]; readonly lines: readonly StrandLine[] } {
    const [heads, tracebacks] = [new HeadlessLines(), new WholeTracebacks()];
    const texts: string[] = [];
    const lines: StrandLine[] = [];
    for (const line of inOrderWritten(this.lines))
      for (const part of line.text.split('\n')) {
        const text = `${heads.headFor(part, line.stamp, line.pid)}${part}`;
        const place = tracebacks.placeOf(text, texts.length);
        texts.splice(place, 0, text);
        lines.splice(place, 0, line);
      }
    return { texts, lines };
  }

  text(block: Block): ScannedText {
    const { speaker, host } = this;
    const { texts, lines } = this.told();
    const { source, bytes } = block;
    const verbatim = ({ line, lastLine }: Run): string => {
      const told = [...new Set(lines.slice(line, lastLine + 1))];
      return told.map(({ from, to }) => recordText(bytes, from, to)).join('\n');
    };
    const nowhere: Origin = { source, line: block.lineFrom, byteOffset: block.byteOffset };
    return {
      source,
      bytes: Buffer.from(texts.join('\n')),
      speaker,
      host,
      originOf: (line) => lines[line]?.origin ?? nowhere,
      verbatim,
      noted: (line) => lines[line] ?? { stamp: undefined, pid: undefined },
    };
  }
}

/** A line of which only the first pieces were seen, and where they stand. */
interface Piece {
  readonly peeled: Peeled;
  readonly place: Place;
}

/** A line of a block. */
interface Extent {
  readonly from: number;
  readonly to: number;
  readonly number: number;
}

/** Takes the lines of a block out of their wrappings and sorts them by speaker. */
export function unwrapBlock(block: Block, { outer, linesIn, joint }: Peeler): readonly ScannedText[] {
  const strands = new Map<string, Strand>();
  const pieces = new Map<string, Piece>();
  const { source, bytes, byteOffset, lineFrom } = block;
  const add = ({ peeled, place }: Piece): void => {
    for (const whole of linesIn(peeled)) {
      const key = speakerOf(whole);
      const strand = strands.get(key) ?? new Strand(key, whole.host);
      strands.set(key, strand);
      strand.add(whole, { ...place, stamp: whole.stamp, pid: whole.pid });
    }
  };
  /** Whose line it is that reads on in the next: what is left of a line does not say so again. */
  let readOnBy: string | undefined;
  const take = ({ from, to, number }: Extent, next: Extent | undefined): void => {
    const origin = { source, line: lineFrom + number, byteOffset: byteOffset + from };
    const text = recordText(bytes, from, to);
    const between = joint && next && joint(text, recordText(bytes, next.from, next.to));
    const alone = outer(text);
    const peeled = between === undefined ? alone : { ...alone, text: `${alone.text}${between}`, partial: true };
    const key = readOnBy ?? speakerOf(peeled);
    readOnBy = between === undefined ? undefined : key;
    const whole = withPiece(pieces.get(key), { peeled, place: { origin, from, to } });
    if (peeled.partial === true) pieces.set(key, whole);
    else {
      pieces.delete(key);
      add(whole);
    }
  };
  let held: Extent | undefined;
  eachLine(bytes, (from, to, number) => {
    const next = { from, to, number };
    if (held) take(held, next);
    held = next;
  });
  if (held) take(held, undefined);
  for (const piece of pieces.values()) add(piece);
  return [...strands.values()].map((strand) => strand.text(block));
}

/** What tells the speakers of a source apart. */
export const speakerOf = ({ host, stream }: Peeled): string => `${host ?? ''} ${stream ?? ''}`;

/** A piece and the one that it reads on from; what lies between the two in the source is others'. */
const withPiece = (before: Piece | undefined, { peeled, place }: Piece): Piece =>
  before === undefined
    ? { peeled, place }
    : {
        peeled: { ...before.peeled, text: before.peeled.text + peeled.text },
        place: { ...before.place, to: place.to },
      };
