import { NOT_STATED } from '../format.ts';
import { compileHead, newHeadMatch } from './head-template.ts';

/** One record of a sample as phrases are learnt from it. */
export interface SampleRecord {
  /** Wall-clock microseconds; NaN where the head has no time. */
  readonly wall: number;
  readonly pid: number | undefined;
  /** Value of the id column, where the head has one. */
  readonly columnId: string | undefined;
  /** First line of the message. */
  readonly message: string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The records of a sample that follow a head template, in order; a head over several lines takes the lines it needs. */
export function sampleRecords(lines: readonly string[], template: string): readonly SampleRecord[] {
  const matchHead = compileHead(template);
  const match = newHeadMatch();
  const height = template.split('\n').length;
  return lines.flatMap((_line, at) => {
    const bytes = encoder.encode(lines.slice(at, at + height).join('\n'));
    match.pid = NOT_STATED;
    if (!matchHead(bytes, 0, bytes.length, match)) return [];
    const text = (from: number, to: number): string => decoder.decode(bytes.subarray(from, to));
    return [
      {
        wall: match.wall,
        pid: match.pid === NOT_STATED ? undefined : match.pid,
        columnId: match.idTo > 0 ? text(match.idFrom, match.idTo) : undefined,
        message: text(match.messageAt, bytes.length).split('\n')[0] ?? '',
      },
    ];
  });
}
