import { utf16Of } from '../lib/utf16.ts';

/** Why something is no log that can be read. */
export interface Refusal {
  readonly cause: string;
  /** Files of ours, which stand beside the logs: in a folder they are passed over without a word. */
  readonly ours?: true;
}

interface Signature {
  readonly at: number;
  /** One character a byte. */
  readonly magic: string;
  readonly refusal: Refusal;
}

const signature = (magic: string, cause: string, at = 0): Signature => ({ at, magic, refusal: { cause } });

const ARCHIVE = 'is an archive; unpack it first';
const PACKED = (tool: string): string => `is compressed by ${tool}, which is not read; unpack it first`;
const IMAGE = 'is an image, not a log';

const SIGNATURES: readonly Signature[] = [
  { at: 0, magic: 'SQLite format 3\0', refusal: { cause: 'is an SQLite database, not a log', ours: true } },
  signature('PK\x03\x04', ARCHIVE),
  signature('PK\x05\x06', ARCHIVE),
  signature('ustar', ARCHIVE, 257),
  signature('7z\xbc\xaf\x27\x1c', ARCHIVE),
  signature('Rar!\x1a\x07', ARCHIVE),
  signature('\xfd7zXZ\0', PACKED('xz')),
  signature('BZh', PACKED('bzip2')),
  signature('\x28\xb5\x2f\xfd', PACKED('zstd')),
  signature('\x04\x22\x4d\x18', PACKED('lz4')),
  signature('\x1f\x9d', PACKED('compress')),
  signature('\x89PNG\r\n\x1a\n', IMAGE),
  signature('\xff\xd8\xff', IMAGE),
  signature('GIF8', IMAGE),
  signature('%PDF-', 'is a PDF, not a log'),
  // https://systemd.io/JOURNAL_FILE_FORMAT/
  signature('LPKSHHRH', 'is a binary journal; write it out by: journalctl --file FILE -o short-iso-precise'),
];

/** More of it than this are NUL bytes: no log, not even one that a crash left a hole in. */
const NUL_SHARE = 1 / 3;
/** Random bytes have a tenth of other control bytes. */
const CONTROL_SHARE = 1 / 16;

// Tab, newline, vertical tab, form feed and carriage return are text; so are the escapes of coloured logs.
const isControl = (byte: number): boolean => byte < 0x20 && (byte < 0x08 || byte > 0x0d) && byte !== 0x1b;

function isBinary(head: Uint8Array): boolean {
  let nuls = 0;
  let controls = 0;
  for (const byte of head) {
    if (byte === 0) nuls += 1;
    else if (isControl(byte)) controls += 1;
  }
  return nuls > head.length * NUL_SHARE || controls > head.length * CONTROL_SHARE;
}

/** No text has so many NULs in a row, and what a program's own files hold lies between shorter runs of them. */
const HOLE = Buffer.alloc(256);

/**
 * A log that was cut to nothing while its writer went on begins with NULs up to where that was (logrotate's copytruncate), or holds
 * them behind what another has written since; one that was written to as its machine lost power may end in them, or go on below.
 */
function withoutHoles(head: Uint8Array): Uint8Array {
  const from = head.findIndex((byte) => byte !== 0);
  const last = head.findLastIndex((byte) => byte !== 0);
  return from < 0 ? head : outsideHoles(Buffer.from(head.subarray(from, last + 1)));
}

function outsideHoles(told: Buffer): Buffer {
  const hole = told.indexOf(HOLE);
  if (hole < 0) return told;
  const end = told.subarray(hole).findIndex((byte) => byte !== 0);
  return Buffer.concat([told.subarray(0, hole), outsideHoles(told.subarray(hole + end))]);
}

const bears = (head: Uint8Array, { at, magic }: Signature): boolean =>
  Buffer.from(head.subarray(at, at + magic.length)).equals(Buffer.from(magic, 'latin1'));

/** Why what begins with these (uncompressed) bytes is no log; nothing where it may be one. */
export function refusal(head: Uint8Array): Refusal | undefined {
  if (head.length === 0) return { cause: 'is empty' };
  if (utf16Of(head) !== undefined) return { cause: 'is UTF-16, which is not read yet' };
  const known = SIGNATURES.find((candidate) => bears(head, candidate));
  if (known) return known.refusal;
  return isBinary(withoutHoles(head)) ? { cause: 'is a binary file' } : undefined;
}
