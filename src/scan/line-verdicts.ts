import { type Peeled, type Peeler, peelLine } from '../envelopes/peel-lines.ts';
import { newHead } from '../formats/head.ts';
import { DATED_HEAD } from '../lib/traceback-lines.ts';
import { holdsTraceback } from '../formats/traceback-marks.ts';
import { isContinuation } from './continuation.ts';
import { HeadlessLines } from './headless-lines.ts';
import type { Readers } from './readers.ts';
import { speakerOf } from './strands.ts';

/** Who reads one line of a log, and in what it was wrapped. */
export interface LineVerdict {
  /** 1-based. */
  readonly line: number;
  /** What is inside of all wrappings. */
  readonly text: string;
  /** Ids of the envelopes around it, outermost first. */
  readonly envelopes: readonly string[];
  /**
   * `format`: the line starts a record of it. `supervisor`: a supervisor's words in a line that no format reads.
   * `continues`: it reads on from the record above. `nobody`: it is counted as unrecognised.
   */
  readonly by: 'format' | 'supervisor' | 'continues' | 'nobody';
  /** Id of the format that reads it; empty where none does. */
  readonly format: string;
  /** Ids of the formats that were asked before and did not know it. */
  readonly refused: readonly string[];
}

/** Whether a line may read on from the one above. */
interface Above {
  readonly isRecord: boolean;
  /** A traceback's message may hold any text: only the next head ends it. */
  readonly isTraceback: boolean;
}

/** How far one speaker's lines were gone through. */
interface Speaker {
  readonly heads: HeadlessLines;
  above: Above;
}

const newSpeaker = (): Speaker => ({ heads: new HeadlessLines(), above: { isRecord: false, isTraceback: false } });

/** What a scan makes of each line. */
export function lineVerdicts(lines: readonly string[], readers: Readers): readonly LineVerdict[] {
  const speakers = new Map<string, Speaker>();
  return piecesOf(lines, readers.peel?.joint).flatMap(({ at, raw, whole }) => {
    const peeled = readers.peel ? peelLine(readers.peel, whole) : { text: whole, layers: [] };
    const key = speakerOf(peeled);
    const speaker = speakers.get(key) ?? newSpeaker();
    speakers.set(key, speaker);
    const verdict = judged(peeled, readers, speaker);
    const isHead = verdict.by === 'format' || verdict.by === 'supervisor';
    const [first = ''] = peeled.text.split('\n', 1);
    const inPiece = { envelopes: peeled.layers, ...verdict };
    const told = raw.map((line, place): LineVerdict =>
      place === 0
        ? { ...inPiece, line: at + 1, text: first }
        : { ...inPiece, line: at + place + 1, text: line, ...(isHead ? READS_ON : {}) },
    );
    const glued = raw.length > 1 ? [] : gluedTo(peeled, readers, speaker);
    return [...told, ...glued.map((record) => ({ ...record, line: at + 1, envelopes: peeled.layers }))];
  });
}

/** Further records that a wrapping took apart, which stand on the same line. */
const gluedTo = ({ text }: Peeled, readers: Readers, { above }: Speaker): readonly (Judged & { text: string })[] =>
  text
    .split('\n')
    .slice(1)
    .filter((line) => DATED_HEAD.test(line))
    .map((line) => ({ ...verdictOf(Buffer.from(line), readers, above), text: line }));

/** Who reads a line, with the head that a scan sets before it; the next of this speaker may read on from it. */
function judged({ text, stamp, pid }: Peeled, readers: Readers, speaker: Speaker): Judged {
  const { above, heads } = speaker;
  const told = text.split('\n').map((line) => `${heads.headFor(line, stamp, pid)}${line}`);
  const verdict = verdictOf(Buffer.from(told[0] ?? ''), readers, above);
  const isHead = verdict.by === 'format' || verdict.by === 'supervisor';
  const bytes = Buffer.from(told.join('\n'));
  const isOfStacks = readers.list.some(({ format, isStacks }) => isStacks && format === verdict.format);
  const isOver = verdict.by === 'nobody' && DATED_HEAD.test(text);
  speaker.above = {
    isRecord: isHead || (above.isRecord && !isOver),
    isTraceback: isOfStacks || holdsTraceback(bytes, 0, bytes.length) || (!isHead && above.isTraceback),
  };
  return verdict;
}

const READS_ON = { by: 'continues', format: '' } as const;

/** Lines as they were before they were broken apart: the place of the first, and all that make one. */
interface Piece {
  readonly at: number;
  readonly raw: readonly string[];
  /** As a scan puts them together. */
  readonly whole: string;
}

function piecesOf(lines: readonly string[], joint: Peeler['joint']): readonly Piece[] {
  const pieces: { at: number; raw: string[]; whole: string }[] = [];
  lines.forEach((line, at) => {
    const last = pieces.at(-1);
    const between = at === 0 ? undefined : joint?.(lines[at - 1] ?? '', line);
    if (last && between !== undefined) {
      last.raw.push(line);
      last.whole += `${between}${line}`;
    } else pieces.push({ at, raw: [line], whole: line });
  });
  return pieces;
}

type Judged = Pick<LineVerdict, 'by' | 'format' | 'refused'>;

function verdictOf(bytes: Buffer, { list, spoken }: Readers, { isRecord, isTraceback }: Above): Judged {
  const asked = list.map(({ format }) => format);
  const taker = list.findIndex(({ reader }) => reader.starts(bytes, 0, bytes.length, newHead()));
  if (taker >= 0) return { by: 'format', format: asked[taker] ?? '', refused: asked.slice(0, taker) };
  const isOn = isContinuation(bytes, 0, bytes.length);
  if (!isOn && spoken.find(bytes, 0, bytes.length) >= 0) return { by: 'supervisor', format: '', refused: asked };
  return { by: isRecord && (isOn || isTraceback) ? 'continues' : 'nobody', format: '', refused: asked };
}
