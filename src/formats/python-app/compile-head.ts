import { compileTemplate, type HeadMatcher } from './head-matcher.ts';
import { compilePattern } from './pattern-head.ts';

/** Compiles a head: a regular expression if it begins with `^`, as users declare them; else a template, as they are learnt. */
export const compileHead = (head: string): HeadMatcher =>
  head.startsWith('^') ? compilePattern(head) : compileTemplate(head);
