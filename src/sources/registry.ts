import { file } from './file/source.ts';
import { gzip } from './gzip/source.ts';
import type { SourceKind } from './source.ts';
import { stdin } from './stdin/source.ts';
import { utf16 } from './utf16/source.ts';

/** The first that claims an input reads it; `file` claims every one. */
export const sourceKinds: readonly SourceKind[] = [stdin, utf16, gzip, file];
