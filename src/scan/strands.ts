import type { PeelAll, Peeled } from '../envelopes/peel-lines.ts';
import type { Origin } from '../model/line.ts';
import type { Block } from './block.ts';
import { HeadlessLines } from './headless-lines.ts';
import { recordText } from './record-text.ts';
import { eachLine, type Noted, type Run, type ScannedText } from './scanned-text.ts';

/** A line of a strand: what was noted about it, and the lines of the source that it was made from. */
interface StrandLine extends Noted {
  readonly origin: Origin;
  readonly from: number;
  to: number;
}

/** The lines of one speaker, taken out of the wrappings and from among those of others. */
class Strand {
  readonly speaker: string;
  readonly host: string | undefined;
  private readonly heads = new HeadlessLines();
  private readonly texts: string[] = [];
  private readonly lines: StrandLine[] = [];
  private pending: { text: string; readonly line: StrandLine } | undefined;

  constructor(speaker: string, host: string | undefined) {
    this.speaker = speaker;
    this.host = host;
  }

  /** A partial line reads on in the next; what lies between the two in the source is others'. */
  add(peeled: Peeled, line: StrandLine): void {
    if (this.pending) {
      this.pending.text += peeled.text;
      this.pending.line.to = line.to;
    } else {
      this.pending = { text: peeled.text, line };
    }
    if (peeled.partial !== true) this.flush();
  }

  text(block: Block): ScannedText {
    this.flush();
    const { lines, speaker, host } = this;
    const { source, bytes } = block;
    const verbatim = ({ line, lastLine }: Run): string => {
      const told = [...new Set(lines.slice(line, lastLine + 1))];
      return told.map(({ from, to }) => recordText(bytes, from, to)).join('\n');
    };
    const nowhere: Origin = { source, line: block.lineFrom, byteOffset: block.byteOffset };
    return {
      source,
      bytes: Buffer.from(this.texts.join('\n')),
      speaker,
      host,
      originOf: (line) => lines[line]?.origin ?? nowhere,
      verbatim,
      noted: (line) => lines[line] ?? { stamp: undefined, pid: undefined },
    };
  }

  private flush(): void {
    if (!this.pending) return;
    const { text, line } = this.pending;
    this.pending = undefined;
    for (const part of text.split('\n')) {
      this.texts.push(`${this.heads.headFor(part, line.stamp, line.pid)}${part}`);
      this.lines.push(line);
    }
  }
}

/** Takes the lines of a block out of their wrappings and sorts them by speaker. */
export function unwrapBlock(block: Block, peel: PeelAll): readonly ScannedText[] {
  const strands = new Map<string, Strand>();
  const { source, bytes, byteOffset, lineFrom } = block;
  eachLine(bytes, (from, to, number) => {
    const peeled = peel(recordText(bytes, from, to));
    const { host, stream, stamp, pid } = peeled;
    const key = `${host ?? ''} ${stream ?? ''}`;
    const strand = strands.get(key) ?? new Strand(key, host);
    strands.set(key, strand);
    const origin = { source, line: lineFrom + number, byteOffset: byteOffset + from };
    strand.add(peeled, { origin, from, to, stamp, pid });
  });
  return [...strands.values()].map((strand) => strand.text(block));
}
