const SPACE = 0x20;
const TAB = 0x09;
const CARRIAGE_RETURN = 0x0d;

/** True for a byte that only parts or pads: space, tab, carriage return. */
export const isBlank = (byte: number | undefined): boolean =>
  byte !== undefined && byte <= SPACE && (byte === SPACE || byte === TAB || byte === CARRIAGE_RETURN);
