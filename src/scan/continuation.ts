const SPACE = 32;
const TAB = 9;
const CARRIAGE_RETURN = 13;

/** True if the line [from, to) reads on from the record above it: it is blank or indented. */
export function isContinuation(bytes: Uint8Array, from: number, to: number): boolean {
  if (from >= to) return true;
  const first = bytes[from];
  return first === SPACE || first === TAB || first === CARRIAGE_RETURN;
}
