const UTF8_MARK = [0xef, 0xbb, 0xbf] as const;

/** Length of the UTF-8 byte order mark that a text begins with: 3 or 0. */
export const markLength = (bytes: Uint8Array): number =>
  UTF8_MARK.every((byte, at) => bytes[at] === byte) ? UTF8_MARK.length : 0;

/** True for text that begins with the byte order mark of UTF-16, either way round. */
export const isUtf16 = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
