import type { SourceModule } from './source-modules.ts';

/** Allow-list: for each folder (or package) the folders in question. */
export type Table = Readonly<Record<string, readonly string[]>>;

const folderOf = (path: string): string => path.split('/', 1).join();
const isOwn = (imported: string): boolean => /\.tsx?$/.test(imported);
const isRegistry = (path: string): boolean => /^[^/]+\/registry\.ts$/.test(path);

/** `formats/nginx-access` for a file of a member; `undefined` for files at the axis' root. */
const memberOf = (path: string): string | undefined => /^([^/]+\/[^/]+)\//.exec(path)?.[1];

type Judge = (from: string, imported: string) => boolean;

const breaches = (modules: readonly SourceModule[], isBreach: Judge): readonly string[] =>
  modules.flatMap(({ path, imports }) =>
    imports.filter((imported) => isBreach(path, imported)).map((imported) => `${path} -> ${imported}`),
  );

/** Imports from a folder that the table does not grant; a file outside of the table's folders may import nothing. */
export const folderBreaches = (modules: readonly SourceModule[], mayImport: Table): readonly string[] =>
  breaches(modules, (from, imported) => {
    const [home, target] = [folderOf(from), folderOf(imported)];
    return isOwn(imported) && !(home in mayImport && (home === target || mayImport[home]?.includes(target)));
  });

/** A member's files are imported by itself and its axis' registry only; so siblings never meet. */
export const memberBreaches = (modules: readonly SourceModule[], axes: readonly string[]): readonly string[] =>
  breaches(modules, (from, imported) => {
    const member = memberOf(imported);
    if (!isOwn(imported) || member === undefined || !axes.includes(folderOf(imported))) return false;
    return memberOf(from) !== member && from !== `${folderOf(imported)}/registry.ts`;
  });

/** Registries are for the catalogues, so that nothing else depends on the list of members. */
export const registryBreaches = (
  modules: readonly SourceModule[],
  ...catalogues: readonly string[]
): readonly string[] => breaches(modules, (from, imported) => isRegistry(imported) && !catalogues.includes(from));

/** Packages behind a door, used elsewhere; a package without a door is a breach anywhere, a builtin without one is not. */
export const doorBreaches = (modules: readonly SourceModule[], doors: Table): readonly string[] =>
  breaches(modules, (from, imported) => {
    if (isOwn(imported)) return false;
    const name = /^(?:node:|@[^/]+\/)?[^/]+/.exec(imported)?.[0] ?? imported;
    return !(doors[name]?.includes(folderOf(from)) ?? name.startsWith('node:'));
  });

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const EMPTY_WORDS = /^(index|utils?|helpers?|common|misc|types?|managers?|handlers?|services?|data)$/;

/** Files and folders whose name is not kebab-case or says nothing. */
export const nameBreaches = (modules: readonly SourceModule[]): readonly string[] =>
  modules
    .map(({ path }) => path)
    .filter((path) => {
      const names = path.replace(/\.tsx?$/, '').split('/');
      return names.some((name) => !KEBAB.test(name) || name.split('-').some((word) => EMPTY_WORDS.test(word)));
    });

const SQL =
  /^\s*(select\s[^]*\sfrom\s|insert\s+(or\s+\w+\s+)?into\s|update\s+\w+\s+set\s|delete\s+from\s|(create|drop|alter)\s+(temp\s+)?(table|view|index|virtual|trigger)\s|pragma\s|begin\b.*\btransaction)/i;

/** SQL statements outside of their folder. */
export const sqlBreaches = (modules: readonly SourceModule[], home: string): readonly string[] =>
  modules
    .filter(({ path }) => folderOf(path) !== home)
    .flatMap(({ path, strings }) => strings.filter((text) => SQL.test(text)).map((text) => `${path}: ${text.trim()}`));

/** Import cycles, each as its whole path; a cycle is told once, from where the walk met it. */
export const cycles = (modules: readonly SourceModule[]): readonly string[] => {
  const importsOf = new Map(modules.map(({ path, imports }) => [path, imports]));
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push([...trail.slice(start), path].join(' -> '));
    if (start >= 0 || done.has(path)) return;
    for (const next of importsOf.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const { path } of modules) walk(path, []);
  return found;
};
