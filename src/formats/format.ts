import type { LogEvent, RequestEvent } from '../model/event.ts';
import type { Layout } from '../model/layout.ts';
import type { RawRecord } from '../model/line.ts';
import type { WallMicros } from '../model/time.ts';

/** Where a record states no offset from UTC, or a head holds no pid. */
export const NOT_STATED = -32_768;

/** Scratch that a reader fills for one record: one object a scan, reused, so that the hot loop allocates nothing. */
export interface Head {
  /** Wall-clock reading in microseconds. NaN: the record states no time. */
  wall: WallMicros;
  /** Minutes from UTC as stated; NOT_STATED where the line has no zone. */
  offsetMin: number;
  /** Microseconds of the finest unit written down: 1, 1_000, 1_000_000, 60_000_000. */
  precisionUs: number;
  /** The speaker's pid; NOT_STATED where the line does not tell it. */
  pid: number;
  /** Byte range of the request id when `classify` answered start or end; `idTo` = 0: keyed by pid and target instead. */
  idFrom: number;
  idTo: number;
  /** Byte range of what tells requests without id apart (`GET /feed`); 0, 0: nothing. */
  keyFrom: number;
  keyTo: number;
  /** Duration that an end states, in microseconds; NaN: none. */
  durationUs: number;
  /** True if the request failed by its own record: then all of its records are kept. */
  hasFailed: boolean;
  /** True if `starts` has read the whole line, so that it can tell nothing else. */
  isWhole: boolean;
  /** Where the message begins behind what `starts` has read, if `classify` asks for that; NOT_STATED: it has read nothing. */
  messageFrom: number;
  /** True if the level that `starts` has read is one of errors. */
  isGrave: boolean;
  /** How many lines the record has that `classify` is asked for; 0: nobody has counted them. */
  lines: number;
}

/**
 * What a record is to the scan.
 * `plain`: counted only. `start`, `end`: edges of a request. `whole`: an access line of a request that succeeded.
 * `failed`: an access line worth keeping (5xx, 499, 408). `notable`: kept and read in full.
 */
export type RecordClass = 'plain' | 'start' | 'end' | 'whole' | 'failed' | 'notable';

/**
 * Reads one source in one layout. The first two run on every line: they must not allocate, nor read beyond the last byte, which even
 * if it is rare makes V8 read several times slower at that place of the code from then on.
 */
export interface Reader {
  /** 1 for each byte with which a line that starts a record may begin; absent: with any. A table, as every line is held against it. */
  readonly firstBytes?: Uint8Array | undefined;
  /** True if bytes[from, to) is a line that starts a record; fills time and pid of `head`. Never throws. */
  starts(bytes: Uint8Array, from: number, to: number, head: Head): boolean;
  /** What the whole record bytes[from, to) is (its lines with line ends between them); fills the rest of `head`. */
  classify(bytes: Uint8Array, from: number, to: number, head: Head): RecordClass;
  /** Full events of one kept record. Never throws; an empty list where the record turns out to say nothing. */
  read(record: RawRecord): readonly LogEvent[];
}

/** The first lines of a source, and what is known about the case when a format looks at them. */
export interface LogSample {
  /** Lines as text without line ends, at most some thousands. */
  readonly lines: readonly string[];
  /** Who speaks, where wrappings tell and the line may not: one for each of `lines`; absent: they tell of none. */
  readonly pids?: readonly (number | undefined)[];
  /** Pids that are workers' or masters' for certain, from supervisors' logs of the same case or this sample. */
  readonly workerPids: ReadonlySet<number>;
  /** The same and all other lines of the sample, where another format has claimed some. */
  readonly whole?: readonly string[];
  /** The year that most dates of the sample state, and the one taken for wrappings that state none. */
  readonly statedYear?: number | undefined;
  readonly assumedYear?: number | undefined;
  /** The day (YYYYMMDD) on which all was written that is known of the case so far; absent where that was on several. */
  readonly day?: number | undefined;
  /** The only day that these lines state, else that on which the file was last written to, where neither wrappings nor the case state any. */
  readonly assumedDay?: number | undefined;
  /** True if wrappings tell when each uptime in these lines was. */
  readonly tellsUptimes?: boolean | undefined;
  /** What the user stated for this format (`--access-format`), if anything. */
  readonly stated: readonly string[];
  /** Layouts that the user declares in files of his own, whatever format they are of. */
  readonly declared?: readonly Layout[];
}

/** What a format makes of a sample. */
export interface Learnt {
  /** Share of the sample's lines that start or continue a record of this format, 0 … 1. */
  readonly share: number;
  readonly layout: Layout;
}

/** Lines of a log, without line ends, and how they are written. */
export interface ReadLog {
  readonly lines: readonly string[];
  /** Who speaks, as in `LogSample`. */
  readonly pids?: readonly (number | undefined)[];
  readonly layout: Layout;
}

/** Real lines and what they mean: a format's unit test and its documentation in one. */
export interface FormatSample {
  readonly lines: readonly string[];
  /** Partial events that `read` must give for them, in order. */
  readonly means: readonly unknown[];
}

export interface Format {
  /** The folder's name: `<writer>-<log>`. */
  readonly id: string;
  readonly title: string;
  /** Where the log's own author describes it. */
  readonly docs: string;
  readonly samples: readonly FormatSample[];
  /** How this source writes the format; `undefined` if it does not. Never throws. */
  learn(sample: LogSample): Learnt | undefined;
  /** The layouts of logs, in their order, of which each alone tells no request from start to end; `whole`: what access logs beside them tell. */
  readonly learnTogether?: (logs: readonly ReadLog[], whole: readonly RequestEvent[]) => readonly Layout[];
  open(layout: Layout): Reader;
}
