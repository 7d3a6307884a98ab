/** A JSON object as a line holds it. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object that a line is; of one that was cut in the middle, the fields before the cut. */
export const fieldsOf = (line: string): Fields | undefined => {
  if (!line.startsWith('{')) return undefined;
  const whole = parsed(line);
  if (whole !== undefined) return isFields(whole) ? whole : undefined;
  return line.endsWith('}') ? undefined : fieldsBeforeCut(line);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** A message that the line's end cuts off. */
const CUT_MESSAGE = /[{,]\s*"(?:message|msg|event|log|line|textPayload|MESSAGE|_raw)"\s*:\s*"(?:[^"\\]|\\.)*\\?$/;
const HALF_ESCAPE = /(?<!\\)((?:\\\\)*)\\(?:u[\da-fA-F]{0,3})?$/;

/** The beginning of a message says who spoke of what, and is kept; half of an id or a path would be a false one. */
const fieldsBeforeCut = (line: string): Fields | undefined => {
  const value = CUT_MESSAGE.test(line) ? parsed(`${line.replace(HALF_ESCAPE, '$1')}"}`) : undefined;
  return isFields(value) ? value : wholeFieldsBeforeCut(line);
};

/** Tries the last few places at which a field may have ended before the line was cut. */
const wholeFieldsBeforeCut = (line: string): Fields | undefined => {
  let end = line.length;
  for (let tries = 0; tries < 8; tries++) {
    end = line.lastIndexOf(',', end - 1);
    if (end < 0) return undefined;
    const value = parsed(`${line.slice(0, end)}}`);
    if (isFields(value)) return value;
  }
  return undefined;
};

/** The field of that name as text: strings and numbers; `undefined` for all else. */
export const textOf = (fields: Fields, name: string): string | undefined => {
  const value = fields[name];
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
};

/** The object in the field of that name; an empty one where there is none. */
export const objectOf = (fields: Fields, name: string): Fields => {
  const value = fields[name];
  return isFields(value) ? value : {};
};

/** The first of `names` that is there, as text. */
export const firstText = (fields: Fields, names: readonly string[]): string | undefined => {
  for (const name of names) {
    const text = textOf(fields, name);
    if (text !== undefined) return text;
  }
  return undefined;
};

/** Objects in objects are seldom deeper. */
const DEEPEST = 4;

/** The fields of an object and of those in it, each under its path: `http_response_status`. */
export const flattened = (fields: Fields, deepest = DEEPEST): Fields =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) =>
      isFields(value) && deepest > 1
        ? Object.entries(flattened(value, deepest - 1)).map(([name, inner]) => [`${key}_${name}`, inner] as const)
        : [[key, value] as const],
    ),
  );
