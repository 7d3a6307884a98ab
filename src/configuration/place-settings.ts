import type { ConfigurationKind, StatedSetting } from './configuration.ts';

/** A setting, and the index in the text (in UTF-16 units) where it begins. */
export interface FoundSetting extends Pick<StatedSetting, 'name' | 'value' | 'server'> {
  readonly at: number;
}

const LINE_END = '\n';

/** Settings in the order of the text, with their lines. */
const placeSettings = (text: string, found: readonly FoundSetting[]): readonly StatedSetting[] => {
  let [line, from, byteOffset] = [1, 0, 0];
  return [...found]
    .sort((one, other) => one.at - other.at)
    .map(({ at, ...setting }) => {
      let end = text.indexOf(LINE_END, from);
      for (; end >= 0 && end < at; end = text.indexOf(LINE_END, from)) {
        byteOffset += Buffer.byteLength(text.slice(from, end + 1));
        from = end + 1;
        line += 1;
      }
      const whole = text.slice(from, end < 0 ? text.length : end);
      return { ...setting, line, byteOffset, text: whole.endsWith('\r') ? whole.slice(0, -1) : whole };
    });
};

/** In UTF-16 units. What is longer was written by no person, and a pattern's own stack has an end, too. */
const LONGEST = 4_194_304;

const beginningOf = (text: string): string =>
  text.length <= LONGEST ? text : text.slice(0, text.lastIndexOf(LINE_END, LONGEST) + 1);

/** A kind's `read` of what it finds in a text, or in the first lines of one that is too long. */
export const readWith =
  (find: (text: string, environment: string) => readonly FoundSetting[]): ConfigurationKind['read'] =>
  (text, environment = '') => {
    const read = beginningOf(text);
    return placeSettings(read, find(read, beginningOf(environment)));
  };
