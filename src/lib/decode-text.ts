const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const gb18030 = new TextDecoder('gb18030');
const windows1252 = new TextDecoder('windows-1252');

const REPLACEMENT = '\uFFFD';
const FIRST_HIGH = 0x80;

/** Text of bytes that are UTF-8; or else GBK, where their high bytes come in pairs; or else Latin-1 as Windows extends it. */
export function decodeText(bytes: Uint8Array): string {
  const text = utf8.decode(bytes);
  if (!text.includes(REPLACEMENT)) return text;
  // A text that is UTF-8 but for a damaged place is best read as such.
  if (isMostlyUtf8(text, bytes)) return text;
  const chinese = highBytesComeInPairs(bytes) && !isWithinWord(bytes) ? gb18030.decode(bytes) : REPLACEMENT;
  return chinese.includes(REPLACEMENT) ? windows1252.decode(bytes) : chinese;
}

function highBytesComeInPairs(bytes: Uint8Array): boolean {
  let run = 0;
  for (const byte of bytes) {
    if (byte >= FIRST_HIGH) run += 1;
    else if (run % 2 === 1) return false;
    else run = 0;
  }
  return run % 2 === 0;
}

const isLetter = (byte: number | undefined): boolean =>
  byte !== undefined && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

/** Two high bytes with letters on both sides, as in `Größe`: a word of Latin-1. */
const isWithinWord = (bytes: Uint8Array): boolean =>
  bytes.some(
    (byte, at) =>
      byte >= FIRST_HIGH && (bytes[at + 1] ?? 0) >= FIRST_HIGH && isLetter(bytes[at - 1]) && isLetter(bytes[at + 2]),
  );

function isMostlyUtf8(text: string, bytes: Uint8Array): boolean {
  const damaged = text.split(REPLACEMENT).length - 1;
  const high = bytes.reduce((count, byte) => (byte >= FIRST_HIGH ? count + 1 : count), 0);
  return damaged * 4 <= high;
}
