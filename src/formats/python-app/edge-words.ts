const STARTING =
  /^(?:start\w*|beg[iu]n\w*|receiv\w*|request\w*|accept\w*|enter\w*|incoming|handling|processing|open\w*|beginnt|anfang|[-=]+>+|>>+)$/i;
const ENDING =
  /^(?:end\w*|finish\w*|done|complet\w*|respon\w*|took|leav\w*|exit\w*|handled|processed|clos\w*|sent|outgoing|fertig|beendet|erledigt|<+[-=]+|<<+)$/i;

/** Words and arrows; `request_started` and `requestStarted` are two words. */
const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
      .toLowerCase()
      .match(/\p{L}+|[-=]+>+|>>+|<+[-=]+|<<+/gu),
  );

const someStart = (words: readonly string[]): boolean => words.some((word) => STARTING.test(word));
const someEnd = (words: readonly string[]): boolean => words.some((word) => ENDING.test(word));

/** True if the words of a message say that something starts. */
export const saysStart = (text: string): boolean => someStart([...wordsOf(text)]);
/** True if the words of a message say that something ends. */
export const saysEnd = (text: string): boolean => someEnd([...wordsOf(text)]);

/** The words of each of two messages that the other has not. */
const distinctWords = (before: string, behind: string): readonly [readonly string[], readonly string[]] => {
  const [first, last] = [wordsOf(before), wordsOf(behind)];
  return [[...first].filter((word) => !last.has(word)), [...last].filter((word) => !first.has(word))];
};

/** True if what one message says and the other does not is only that something starts, and the other way round that it ends. */
export const arePlain = (before: string, behind: string): boolean => {
  const [first, last] = distinctWords(before, behind);
  return someStart(first) && someEnd(last) && !someEnd(first) && !someStart(last);
};

/** Named values are no words of the sentence: an end has others than a start. */
const withoutNames = (text: string): string => text.replace(/[\w.-]+(?==)/g, ' ');

/** True if what a message says, but for the names of its values, is that something starts, and not that it ends. */
export const saysStartAlone = (text: string): boolean => saysStart(withoutNames(text)) && !saysEnd(withoutNames(text));

/** True if the first message says nothing of its own but that something starts, and the other the same with the opposite word. */
export const areOpposite = (before: string, behind: string): boolean => {
  const [first, last] = distinctWords(withoutNames(before), withoutNames(behind));
  const onlyStart = first.length > 0 && first.every((word) => word === 'in' || STARTING.test(word));
  return onlyStart && last.some((word) => word === 'out' || ENDING.test(word)) && !someStart(last);
};
