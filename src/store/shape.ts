/** Tells whether a parsed JSON value is what it should be. */
export type Is<T> = (value: unknown) => value is T;

/** One check a key; the compiler sees to it that none is forgotten. A key of `undefined` is not written to JSON at all. */
type Parts<T> = { readonly [Key in keyof T]-?: Is<T[Key]> };

export const isText: Is<string> = (value) => typeof value === 'string';
export const isNumber: Is<number> = (value) => typeof value === 'number';
export const isFlag: Is<boolean> = (value) => typeof value === 'boolean';

export const maybe =
  <T>(is: Is<T>): Is<T | undefined> =>
  (value): value is T | undefined =>
    value === undefined || is(value);

export const orNull =
  <T>(is: Is<T>): Is<T | null> =>
  (value): value is T | null =>
    value === null || is(value);

export const listOf =
  <T>(is: Is<T>): Is<readonly T[]> =>
  (value): value is readonly T[] =>
    Array.isArray(value) && value.every(is);

export const oneOf =
  <const Word extends string>(...words: readonly Word[]): Is<Word> =>
  (value): value is Word =>
    words.some((word) => word === value);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

export const shapeOf = <T extends object>(parts: Parts<T>): Is<T> => {
  const checks = Object.entries<(part: unknown) => boolean>(parts);
  return (value): value is T => isObject(value) && checks.every(([key, is]) => is(value[key]));
};
