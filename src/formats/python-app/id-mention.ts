import type { Phrase } from '../../model/layout.ts';
import { parseTemplate, type Part } from './template.ts';

/** Finds the id of the request that a message speaks of, outside of the phrases. */
type FindId = (message: string) => string | undefined;

/** What an id looks like where nothing but its place tells it: it has a digit, and brackets, quotes or commas end it. */
const VALUE = String.raw`(?<id>[^\s"'<>()[\]{},;|=]*\d[^\s"'<>()[\]{},;|=]*)`;
const NOUN = /[\p{L}_][\p{L}\p{N}_-]*[\s=:#([]*$/u;
const TRAILING = /[.:!?]+$/;

/**
 * Finder of ids that stand where they do in these phrases: behind the same word (`job 17`, `rid=17`), or else as the second
 * word (`start 17`, `done 17`: `interrupted 17`), or as the first.
 */
export const idFinder = (phrases: readonly Phrase[]): FindId => {
  const before = phrases.flatMap(({ template }) => textBefore('id', parseTemplate(template)));
  const nouns = new Set(before.flatMap((text) => NOUN.exec(text)?.[0].trimEnd() ?? []));
  const behindNoun = [...nouns].map((noun) => new RegExp(`(?<![\\p{L}\\p{N}_])${escaped(noun)}\\s*${VALUE}`, 'iu'));
  const isSecond = before.length > 0 && before.every((text) => /^\S+ $/.test(text));
  const isFirst = before.length > 0 && before.every((text) => text === '');
  const patterns = [
    ...behindNoun,
    ...(isSecond ? [new RegExp(`^\\S+ ${VALUE}`, 'u')] : []),
    ...(isFirst ? [new RegExp(`^${VALUE}`, 'u')] : []),
  ];
  return (message) => {
    for (const pattern of patterns) {
      const id = pattern.exec(message)?.groups?.['id']?.replace(TRAILING, '');
      if (id !== undefined) return id;
    }
    return undefined;
  };
};

/** Finder of the pid of who speaks, which stands behind the same word as in these phrases (`worker=7`). */
export const pidFinder = (phrases: readonly Phrase[]): ((message: string) => number | undefined) => {
  const before = phrases.flatMap(({ template }) => textBefore('pid', parseTemplate(template)));
  const nouns = new Set(before.flatMap((text) => NOUN.exec(text)?.[0].trimEnd() ?? []));
  const patterns = [...nouns].map(
    (noun) => new RegExp(`(?<![\\p{L}\\p{N}_])${escaped(noun)}\\s*(?<pid>\\d{1,7})(?!\\d)`, 'iu'),
  );
  return (message) => {
    const found = patterns.flatMap((pattern) => pattern.exec(message)?.groups?.['pid'] ?? [])[0];
    return found === undefined ? undefined : Number(found);
  };
};

const textBefore = (name: string, parts: readonly Part[]): readonly string[] => {
  const at = parts.findIndex((part) => 'name' in part && part.name === name);
  const before = parts[at - 1];
  if (at < 0) return [];
  return before && 'literal' in before ? [before.literal] : [''];
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
