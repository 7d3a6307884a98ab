import type { Stamp } from '../model/time.ts';

/** One line with a wrapping taken off. */
export interface Inner {
  /** What the process wrote; more than one line where the wrapping had made one of several. */
  readonly text: string;
  /** The time that the wrapping states: when a collector read the line, never earlier than it was written. */
  readonly stamp?: Stamp | undefined;
  /** Machine, container or pod. */
  readonly host?: string | undefined;
  /** What else tells apart the streams that are mixed in a source: stdout or stderr, a unit, a process. */
  readonly stream?: string | undefined;
  readonly pid?: number | undefined;
  /** True if the text reads on in the next line of the same stream. */
  readonly partial?: boolean | undefined;
}

/** Takes the wrapping off a line (without its line end); `undefined` where it is not wrapped so. Never throws. */
export type Peel = (line: string) => Inner | undefined;

/** The first lines of a source, and when it was last written to. */
export interface WrappedSample {
  readonly lines: readonly string[];
  /** The year of the last write, UTC, for wrappings that state none; undefined for a stream. */
  readonly year: number | undefined;
}

/** What a collector wraps around each line. */
export interface Envelope {
  /** The folder's name. */
  readonly id: string;
  readonly title: string;
  readonly docs: string;
  /** Wrapped lines, and what each holds. */
  readonly samples: readonly { readonly line: string; readonly inner: Inner }[];
  /** It may stand around itself: one daemon hands on what another has written. */
  readonly nests?: true;
  /** It cuts long lines in pieces, so that what is inside is whole only once they are joined. */
  readonly cutsLines?: true;
  /** It set several lines into one: each is unwrapped by itself, and what it states is its own. */
  readonly holdsLines?: true;
  /** It broke lines apart: what stood between one and the next, which reads on from it; `undefined` where that is a line of its own. */
  readonly joins?: (layout: string) => ((line: string, next: string) => string | undefined) | undefined;
  /** How this source is wrapped, in the envelope's own notation; `undefined` if it is not. Never throws. */
  learn(sample: WrappedSample): string | undefined;
  open(layout: string): Peel;
}
