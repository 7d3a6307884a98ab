/** Looks of a time of day or an epoch: a record that states none is read with the time of the one before. */
const TIME = /\d\d:\d\d:\d\d|\d{10}/;

export const statesTime = (text: string): boolean => TIME.test(text);
