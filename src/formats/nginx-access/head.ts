import { type MatchLine, matchAny, testOf } from '../access-reader.ts';
import { compileFormat } from './compile-format.ts';

/** A log may go on in another format after a change of the configuration. */
const SEPARATOR = '\n';

/** The head of a layout whose lines follow one of these formats. */
export const headOfFormats = (formats: readonly string[]): string => formats.join(SEPARATOR);

/** Compiles the head of a layout; its formats are tried in order. */
export const compileHead = (head: string): MatchLine => matchAny(head.split(SEPARATOR).map(compileFormat));

/** One format as a test of single lines, for learning. */
export const testOfFormat = (format: string): ((line: string) => boolean) => testOf(compileHead(format));
