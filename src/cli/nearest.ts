/** Levenshtein distance, row by row. */
const distance = (a: string, b: string): number => {
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [row, mark] of Array.from(a).entries()) {
    const line = [row + 1];
    for (const [column, other] of Array.from(b).entries()) {
      const replaced = (above[column] ?? 0) + (mark === other ? 0 : 1);
      line.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    above = line;
  }
  return above.at(-1) ?? 0;
};

/** More letters wrong than this is another word. */
const MOST_WRONG = 2;

/** The word that was probably meant; `undefined` where none is near. */
export const nearest = (word: string, words: readonly string[]): string | undefined =>
  words
    .map((each) => ({ each, wrong: distance(word, each) }))
    .filter(({ wrong }) => wrong <= MOST_WRONG)
    .sort((a, b) => a.wrong - b.wrong)[0]?.each;
