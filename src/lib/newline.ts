export const NEWLINE = 0x0a;

/** How many of the first `used` bytes are whole lines: everything up to and with the last newline; 0 where there is none. */
export const wholeLines = (bytes: Uint8Array, used: number): number =>
  used === 0 ? 0 : bytes.lastIndexOf(NEWLINE, used - 1) + 1;
