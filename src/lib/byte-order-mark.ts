const UTF8_MARK = [0xef, 0xbb, 0xbf] as const;

/** Length of the UTF-8 byte order mark that a text begins with: 3 or 0. */
export const markLength = (bytes: Uint8Array): number =>
  UTF8_MARK.every((byte, at) => bytes[at] === byte) ? UTF8_MARK.length : 0;
