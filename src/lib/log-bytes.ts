/**
 * The bytes of a text as a scan meets them, a Buffer: what has seen another kind of array before, while a log was learnt, is compiled
 * again for it, and looks each time which of both it has.
 */
export const logBytes = (text: string): Uint8Array => Buffer.from(text);
