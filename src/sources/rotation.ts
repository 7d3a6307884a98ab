import { basename, dirname, join } from 'node:path';

/** Where a file stands among the files that one log was rotated into. */
export interface Rotation {
  /** The path without number, date and compression. */
  readonly stream: string;
  /** Sorts a stream's files, oldest first, by `compareOrder`. */
  readonly order: readonly number[];
}

interface Dated {
  readonly name: string;
  readonly day: number;
  /** Time of day, count, epoch … as the name goes on: all of them rise. */
  readonly rest: readonly number[];
}

// A log that has numbers and dates changed over to dates, as that is the newer habit.
const NUMBERED = 0;
const DATED = 1;
const ZIPPED = 2;
const LIVE = 3;

const COMPRESSION = /\.(?:gz|bz2|xz|zst|lz4|Z)$/;

// run.log.1, syslog.12, gunicorn.err.3; not 10.0.0.1, nor run.log.20431, which is a pid
const NUMBER = /^(?<name>(?:.*\.)?[^.]*[A-Za-z][^.]*)\.(?<number>\d{1,3})$/;

// access.log.1700000000 (rotatelogs), access.log-1700000000 (dateformat -%s)
const EPOCH = /^(?<before>.*[A-Za-z].*)[-.](?<seconds>1\d{9})$/;

const YEAR = String.raw`(?<year>(?:19|20)\d\d)`;
const MONTH = String.raw`(?<month>0[1-9]|1[0-2])`;
const DAY = String.raw`(?<day>0[1-9]|[12]\d|3[01])`;
const REST = String.raw`(?<rest>(?:\d\d){0,3}(?:[-_.:T]\d+)*Z?)`;
const BEFORE = String.raw`(?<before>.*?)[-_.]*(?<!\d)`;
const AFTER = String.raw`(?<after>(?:[-_.][A-Za-z].*)?)`;
// run.log-20240102, run.log.2024-01-02_13-05, run-2024-01-02.log, 0.log.20240102-150405, 20240102-access.log
const IN_NAME = new RegExp(`^${BEFORE}${YEAR}(?<mark>[-_.]?)${MONTH}\\k<mark>${DAY}${REST}${AFTER}$`);
// access-2024-01.log
const MONTHLY = new RegExp(`^${BEFORE}${YEAR}-${MONTH}${AFTER}$`);
// 2024/01/02/access.log (cronolog)
const IN_FOLDER = new RegExp(`^(?<before>.*?)(?:^|/)${YEAR}/${MONTH}/${DAY}$`);

function parseDated(text: string, pattern: RegExp): Dated | undefined {
  if (!pattern.test(text)) return undefined;
  const before = text.replace(pattern, '$<before>');
  const after = text.replace(pattern, '$<after>');
  return {
    name: before === '' ? after.replace(/^[-_.]/, '') : before + after,
    day: Number(text.replace(pattern, '$<year>$<month>$<day>$<seconds>')),
    rest: (text.replace(pattern, '$<rest>').match(/\d+/g) ?? []).map(Number),
  };
}

/** A name that is nothing but a date names no log that it could be part of. */
function parseName(name: string): Dated | undefined {
  const dated = parseDated(name, IN_NAME) ?? parseDated(name, MONTHLY) ?? parseDated(name, EPOCH);
  return dated?.name === '' ? undefined : dated;
}

/** Numbers count down to the newest, dates rise to it; the file without either is the newest. */
function orderOf(path: string, number: number, dated: Dated | undefined): readonly number[] {
  if (dated) return [DATED, dated.day, -number, ...dated.rest];
  if (number > 0) return [NUMBERED, -number];
  return [COMPRESSION.test(path) ? ZIPPED : LIVE];
}

/** Reads the names that logrotate, Python's logging handlers, cronolog, rotatelogs, the kubelet and others give. */
export function rotationOf(path: string): Rotation {
  const folder = dirname(path);
  const plain = basename(path).replace(COMPRESSION, '');
  const name = plain.replace(NUMBER, '$<name>');
  // From 1: logrotate may be told to start at 0, which is still older than the file without a number.
  const number = name === plain ? 0 : Number(plain.replace(NUMBER, '$<number>')) + 1;
  const inName = parseName(name);
  const inFolder = parseDated(folder, IN_FOLDER);
  return {
    stream: join(inFolder ? inFolder.name : folder, inName ? inName.name : name),
    order: orderOf(path, number, inName ?? inFolder),
  };
}

/** Oldest first; of two that are alike so far, the one whose name says less. */
export function compareOrder(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  if (at === -1) return a.length - b.length;
  return (a[at] ?? 0) - (b[at] ?? -Infinity);
}
