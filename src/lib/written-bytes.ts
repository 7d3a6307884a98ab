const utf8 = new TextEncoder();
const gbk = new TextDecoder('gbk');

const FIRST_LEAD = 0x81;
const LAST_LEAD = 0xfe;
const FIRST_TRAIL = 0x40;
const LAST_TRAIL = 0xfe;
const NO_TRAIL = 0x7f;
const LAST_OF_LATIN = 0xff;

const isAscii = (text: string): boolean => /^[\0-\x7F]*$/.test(text);

/** The two bytes of each character of GBK; Node decodes it and does not encode it. */
let pairs: ReadonlyMap<string, readonly number[]> | undefined;

function gbkPairs(): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, readonly number[]>();
  for (let lead = FIRST_LEAD; lead <= LAST_LEAD; lead += 1)
    for (let trail = FIRST_TRAIL; trail <= LAST_TRAIL; trail += 1)
      if (trail !== NO_TRAIL) found.set(gbk.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  return found;
}

function inGbk(text: string): Uint8Array | undefined {
  pairs ??= gbkPairs();
  const bytes: number[] = [];
  for (const char of text) {
    const own = isAscii(char) ? [char.charCodeAt(0)] : pairs.get(char);
    if (!own) return undefined;
    bytes.push(...own);
  }
  return Uint8Array.from(bytes);
}

function inLatin1(text: string): Uint8Array | undefined {
  const codes = Array.from(text, (char) => char.codePointAt(0) ?? Number.NaN);
  return codes.every((code) => code <= LAST_OF_LATIN) ? Uint8Array.from(codes) : undefined;
}

/** The bytes that a text may be written as in a log: UTF-8, and where that is not all the same, GBK and Latin-1. */
export const writtenBytes = (text: string): readonly Uint8Array[] =>
  isAscii(text)
    ? [utf8.encode(text)]
    : [utf8.encode(text), inGbk(text), inLatin1(text)].filter((bytes) => bytes !== undefined);
