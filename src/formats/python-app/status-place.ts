import type { Group, Said } from './group-messages.ts';

const STATUS = /^[1-5]\d\d$/;
/** Statuses that applications give; other numbers of three digits are few among them. */
const USUAL = new Set(
  '200 201 202 204 206 301 302 303 304 307 308 400 401 403 404 405 409 410 413 415 422 429 500 501 502 503 504'.split(
    ' ',
  ),
);
const LEAST_USUAL = 0.9;

/** True if an HTTP status stands at this place of all messages of a group. */
export const isStatusPlace = ({ shape, said }: Group, place: number): boolean => {
  if (shape[place]?.kind !== 'value') return false;
  const valueOf = ({ tokens }: Said): string => tokens[place]?.text ?? '';
  // most places show with the first message that they hold something else
  if (!said.every((one) => STATUS.test(valueOf(one)))) return false;
  return said.filter((one) => USUAL.has(valueOf(one))).length >= said.length * LEAST_USUAL;
};
