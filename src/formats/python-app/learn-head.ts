import type { LogSample } from '../format.ts';
import { mayBeHeads } from './foreign-lines.ts';
import { columnsBeforeTime, growHead, type Growth, type Row } from './grow-head.ts';
import { tailAt, withoutPadding } from './head-tokens.ts';
import { mostFrequent } from './most-frequent.ts';
import { formatTemplate, type Part } from './template.ts';
import { findTime } from './times.ts';

/** No head is longer. */
const LONGEST_HEAD = 300;

/** Heads without a time must at least say a level, as `logging.basicConfig` and uvicorn do. */
const LEVEL_FIRST =
  /^(?:[[(<]?(?:TRACE|DEBUG|INFO|NOTICE|SUCCESS|WARN(?:ING)?|ERROR|CRITICAL|FATAL)\b|(?:level|lvl)=\w)/;

/** Head templates in which the sample may be written; the one that tells most first, in the others the message begins earlier. */
export const learnHeads = (sample: LogSample): readonly string[] => {
  const heads = mayBeHeads(sample.lines).map((line) => line.slice(0, LONGEST_HEAD));
  const timed = columnsBeforeTime(heads, sample);
  const levelled = heads.filter((line) => LEVEL_FIRST.test(line) && !findTime(line));
  const isTimed = timed.rows.length >= levelled.length;
  const grown = growHead(isTimed ? timed : untimed(levelled), sample.workerPids);
  const useful = grown.filter(({ parts }) => parts.length > 0);
  return [...new Set(useful.map((growth) => templateOf(growth, sample.lines)))];
};

const untimed = (lines: readonly string[]): Growth => ({
  parts: [],
  columns: [],
  rows: lines.map((line) => ({ line, at: 0 })),
});

const templateOf = ({ parts, rows }: Growth, lines: readonly string[]): string =>
  formatTemplate([...parts, ...behind(rows), ...(isBelow(rows, lines) ? BELOW : []), { name: 'message' }]);

const BELOW: readonly Part[] = [{ literal: '\n\t' }];

const behind = (rows: readonly Row[]): readonly Part[] => {
  const tail = mostFrequent(rows.map(({ line, at }) => withoutPadding(tailAt(line, at))))?.value ?? '';
  return tail === '' ? [] : [{ literal: tail }];
};

/** True if the heads stand alone on their lines and the messages, indented, below them. */
const isBelow = (rows: readonly Row[], lines: readonly string[]): boolean => {
  const alone = rows.filter(({ line, at }) => tailAt(line, at).length === line.length - at).map(({ line }) => line);
  const heads = new Set(alone);
  const below = lines.filter((line, number) => /^\s+\S/.test(line) && heads.has(lines[number - 1] ?? ''));
  return alone.length > rows.length / 2 && below.length >= alone.length / 2;
};
