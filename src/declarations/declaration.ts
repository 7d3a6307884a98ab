import type { Layout } from '../model/layout.ts';

/** A line that shows how a declared format is written, and where it stands in its file. */
export interface DeclaredSample {
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

/** A log format that a user describes in a file of his own. */
export interface Declaration {
  readonly layout: Layout;
  readonly samples: readonly DeclaredSample[];
  /** Line in the file at which it is described, 1-based. */
  readonly line: number;
}

/** What is wrong with a file of formats: a sentence, and the line, 1-based. */
export interface Problem {
  readonly line: number;
  readonly cause: string;
}

/** What a file declares. With problems in it, none of it is used. */
export interface Declared {
  readonly declarations: readonly Declaration[];
  readonly problems: readonly Problem[];
}

/** Declared formats are read as an application's log: head, phrases, tracebacks. */
export const READ_AS = 'python-app';
