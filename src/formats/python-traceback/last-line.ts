import type { Traceback } from '../../model/traceback.ts';

const NEWLINE = 10;
const OPEN = 91;
const ZERO = 48;
const NINE = 57;
/** More than a class and what a person pastes of its message need. */
const ENOUGH = 300;

// TypeError: take() got multiple values for argument 'key'
const EXCEPTION =
  /^(?<exception>(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Exit|Exceeded|Interrupt|Timeout|Configured))(?:: ?(?<message>.*))?$/;
/** What stands above a log that is quoted, and for what was left out: ```bash     ... */
const ABOVE = /^(?:```\w*|\.\.\.)?\s*$/;
const LONGEST_ABOVE = 12;

/** True if the line bytes[from, to) is an exception, a record's head stands below it, and nothing of its log above. */
export function isAllThatIsLeft(bytes: Uint8Array, from: number, to: number): boolean {
  if (to + 1 >= bytes.length || to - from > ENOUGH || !isHead(bytes[to + 1])) return false;
  return beginsQuote(bytes, from) && EXCEPTION.test(latin1(bytes, from, to).trimEnd());
}

/** The same of a line among others. */
export const isLeftAmong = (lines: readonly string[], at: number): boolean =>
  EXCEPTION.test(lines[at]?.trimEnd() ?? '') && ABOVE.test(lines[at - 1] ?? '') && /^[[\d]/.test(lines[at + 1] ?? '');

/** Records begin with a time, mostly in brackets. */
const isHead = (byte: number | undefined): boolean =>
  byte === OPEN || (byte !== undefined && byte >= ZERO && byte <= NINE);

/** Looks at no more than a few bytes of most lines. */
function beginsQuote(bytes: Uint8Array, from: number): boolean {
  if (from === 0) return true;
  let above = from - 1;
  while (above > 0 && bytes[above - 1] !== NEWLINE) {
    above -= 1;
    if (from - above > LONGEST_ABOVE) return false;
  }
  return ABOVE.test(latin1(bytes, above, from - 1));
}

const latin1 = (bytes: Uint8Array, from: number, to: number): string =>
  new TextDecoder('latin1').decode(bytes.subarray(from, to));

/** The traceback of which a paste has kept no more than its last line; `undefined` where the text begins otherwise. */
export function lastLineLeft(text: string): Traceback | undefined {
  const { exception, message = '' } = EXCEPTION.exec(text.split('\n', 1)[0]?.trimEnd() ?? '')?.groups ?? {};
  return exception === undefined
    ? undefined
    : { chain: [{ exception, message, frames: [] }], truncated: true, group: [] };
}
