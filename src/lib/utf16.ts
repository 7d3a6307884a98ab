/** Which byte of a pair comes first, by the names that decoders know. */
export type Utf16 = 'utf-16le' | 'utf-16be';

const MARKS: readonly (readonly [first: number, second: number, Utf16])[] = [
  [0xff, 0xfe, 'utf-16le'],
  [0xfe, 0xff, 'utf-16be'],
];

/** So many bytes tell how a text is written. */
const LOOKED_AT = 4096;
/** Fewer pairs may be of two such bytes by chance. */
const FEWEST_PAIRS = 8;
/** Times, levels, blanks and line ends of a log in any language are ASCII: every second of their bytes is NUL. */
const MOST = 0.4;
/** Text has none of the others; a hole that a crash left, or a binary file, has as many. */
const HARDLY_ANY = 0.01;

/** The kind of UTF-16 that a text is in, by its byte order mark or, where an export left that out, by its NULs; else `undefined`. */
export function utf16Of(bytes: Uint8Array): Utf16 | undefined {
  const marked = MARKS.find(([first, second]) => bytes[0] === first && bytes[1] === second);
  return marked ? marked[2] : byNuls(bytes.subarray(0, LOOKED_AT));
}

function byNuls(bytes: Uint8Array): Utf16 | undefined {
  const pairs = Math.floor(bytes.length / 2);
  if (pairs < FEWEST_PAIRS) return undefined;
  let firsts = 0;
  let seconds = 0;
  for (let at = 0; at < 2 * pairs; at += 2) {
    if (bytes[at] === 0) firsts += 1;
    if (bytes[at + 1] === 0) seconds += 1;
  }
  if (seconds >= pairs * MOST && firsts <= pairs * HARDLY_ANY) return 'utf-16le';
  return firsts >= pairs * MOST && seconds <= pairs * HARDLY_ANY ? 'utf-16be' : undefined;
}
