import { byteWords, type ByteWords } from './byte-words.ts';
import { groupedBy } from './grouped.ts';

/** In a shorter text, to look at each byte asked for is faster. */
const LONG_BYTES = 16 * 1024;
/** With less in common, too much begins like all of them. */
const ALIKE_CHARS = 4;
const NOT_THERE = Number.POSITIVE_INFINITY;

/** Words that begin alike, by their length, and where one of them stands next. */
interface Alike {
  readonly beginning: Buffer;
  readonly byLength: readonly (readonly [length: number, words: ReadonlySet<string>])[];
  next: number;
}

/**
 * Words to be found in a long text that is gone through from its beginning: where each stands next is looked up ahead, so that to be
 * asked for stretches that hold none costs nothing. The bytes of a text must not change while it is gone through.
 */
export class WordsAhead {
  private readonly near: ByteWords;
  private readonly alike: readonly Alike[];
  private text: Buffer = Buffer.alloc(0);
  private asked: Uint8Array | undefined;
  /** Of what is known: from where on it holds, and the first place of any word. */
  private from = 0;
  private next = NOT_THERE;

  /** `words` are ASCII and hold no line end. */
  constructor(words: readonly string[]) {
    this.near = byteWords(words);
    this.alike = [...groupedBy(words, (word) => word.slice(0, ALIKE_CHARS)).values()].map((some) => ({
      beginning: Buffer.from(some.reduce(sharedBeginning)),
      byLength: [...groupedBy(some, ({ length }) => length)].map(([length, same]) => [length, new Set(same)]),
      next: NOT_THERE,
    }));
  }

  /** True if one of the words begins within bytes[from, to). */
  occur(bytes: Uint8Array, from: number, to: number): boolean {
    if (bytes !== this.asked) {
      if (bytes.length < LONG_BYTES) return this.near.occur(bytes, from, to);
      this.open(bytes, from);
    }
    if (from < this.from) return this.near.occur(bytes, from, to);
    if (this.next < from) this.advance(from);
    return this.next < to;
  }

  /** Where a word stands next from byte `from` on, which never goes back; Infinity where none does. */
  nextFrom(bytes: Uint8Array, from: number): number {
    if (bytes !== this.asked) this.open(bytes, from);
    if (this.next < from) this.advance(from);
    return this.next;
  }

  private open(bytes: Uint8Array, from: number): void {
    this.asked = bytes;
    this.text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    for (const some of this.alike) some.next = -1;
    this.advance(from);
  }

  private advance(from: number): void {
    this.from = from;
    this.next = NOT_THERE;
    for (const some of this.alike) {
      if (some.next < from) some.next = placeFrom(this.text, some, from);
      this.next = Math.min(this.next, some.next);
    }
  }
}

const sharedBeginning = (one: string, other: string): string => {
  let length = 0;
  while (length < one.length && one.charAt(length) === other.charAt(length)) length += 1;
  return one.slice(0, length);
};

function placeFrom(text: Buffer, { beginning, byLength }: Alike, from: number): number {
  for (let at = text.indexOf(beginning, from); at >= 0; at = text.indexOf(beginning, at + 1))
    for (const [length, words] of byLength)
      if (length === beginning.length || words.has(text.toString('latin1', at, at + length))) return at;
  return NOT_THERE;
}
