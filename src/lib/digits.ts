const ZERO = 0x30;

/** The number of exactly `count` ASCII digits at byte `at`, -1 if one of those bytes is none; exact up to 15 digits. */
export const digits = (bytes: Uint8Array, at: number, count: number): number => {
  if (at + count > bytes.length) return -1;
  let value = 0;
  for (let place = at; place < at + count; place++) {
    const digit = (bytes[place] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
};

/** Offset of the first byte from `at` on that is no ASCII digit. */
export const digitsEnd = (bytes: Uint8Array, at: number): number => {
  let end = at;
  while (end < bytes.length && isDigit(bytes[end] ?? 0)) end++;
  return end;
};

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= ZERO + 9;
