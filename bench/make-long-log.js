// Makes a sparse access log of so many gigabytes of which only what a search for one moment meets is really written: holes would cost
// a disk that nobody has. Every place that halving comes to holds lines of its moment; around the moment asked for all are there.
import { closeSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** As `make-logs.js` writes them: half a gigabyte a day. */
const BYTES_A_SECOND = 5_800;
const LINE_BYTES = 145;
const BEGINS = Date.UTC(2021, 0, 1);
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const two = (number) => String(number).padStart(2, '0');
const clf = (date) =>
  `${two(date.getUTCDate())}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}:${date.toISOString().slice(11, 19)}`;

/** The `number`th line of the log; all are of one length, so that each has its place. */
const lineAt = (number) => {
  const date = new Date(BEGINS + Math.floor((number * LINE_BYTES * 1_000) / BYTES_A_SECOND));
  const tookUs = 2_000 + ((number * 7_919) % 397_999);
  const head = `10.0.${number % 256}.${1 + (number % 254)} - - [${clf(date)} +0800] "POST /query?key=${1e9 + (number % 1e9)} HTTP/1.1" 200 `;
  const tail = ` "-" "okhttp/4.12.0" ${tookUs} <${10_014 + (number % 4)}>\n`;
  return `${head}${'7'.repeat(LINE_BYTES - head.length - tail.length)}${tail}`;
};

/** Writes all lines that touch bytes [from, to). */
const writeLines = (descriptor, from, to) => {
  const first = Math.floor(from / LINE_BYTES);
  const lines = Array.from({ length: Math.ceil(to / LINE_BYTES) - first }, (_, at) => lineAt(first + at));
  writeSync(descriptor, lines.join(''), first * LINE_BYTES);
};

/** Where halving may come to in its first `times` steps. */
const CELLS = 4_096;
const PROBED_BYTES = 8 * 1024;
/** More than what is read around a window of minutes. */
const AROUND_BYTES = 6e6;
/** Lines are made and written in parts of so many bytes. */
const PART_BYTES = 4e6;
const SAMPLED_BYTES = 4 * 1024 * 1024;

/** Makes the log at `path`, and gives the moment, milliseconds since 1970, around which all of it is there. */
export function makeLongLog(path, gigabytes) {
  mkdirSync(dirname(path), { recursive: true });
  const bytes = Math.floor((gigabytes * 1e9) / LINE_BYTES) * LINE_BYTES;
  const descriptor = openSync(path, 'w');
  ftruncateSync(descriptor, bytes);
  const cell = bytes / CELLS;
  for (let at = 0; at < CELLS; at += 1) writeLines(descriptor, at * cell, at * cell + PROBED_BYTES);
  writeLines(descriptor, bytes - PROBED_BYTES, bytes);
  for (const from of [0, bytes / 2]) writeLines(descriptor, from, from + SAMPLED_BYTES);
  const middle = (Math.floor(CELLS * 0.7) + 0.5) * cell;
  const around = Math.max(1.5 * cell, AROUND_BYTES);
  for (let at = middle - around; at < middle + around; at += PART_BYTES) writeLines(descriptor, at, at + PART_BYTES);
  closeSync(descriptor);
  return BEGINS + Math.floor((middle * 1_000) / BYTES_A_SECOND);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [path = '-', gigabytes = '100'] = process.argv.slice(2);
  if (path.startsWith('-')) {
    console.error('Name a file to write: node bench/make-long-log.js FILE [GIGABYTES]');
    process.exit(2);
  }
  console.log(new Date(makeLongLog(path, Number(gigabytes))).toISOString());
}
