import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** One file of `src` as the rules see it. */
export interface SourceModule {
  /** Below `src`, with `/`: `formats/gunicorn-error/format.ts`. */
  readonly path: string;
  /** What it imports: paths below `src` for its own kind, package names as written for the others. */
  readonly imports: readonly string[];
  /** Its string literals and the first part of each template. */
  readonly strings: readonly string[];
}

const resolve = (from: string, specifier: string): string =>
  specifier.startsWith('.') ? join(from, '..', specifier).replaceAll('\\', '/') : specifier;

const literalsOf = (tree: ts.SourceFile): readonly string[] => {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
};

/** Reads one module from its text. */
export const toModule = (path: string, text: string): SourceModule => ({
  path,
  imports: ts.preProcessFile(text).importedFiles.map(({ fileName }) => resolve(path, fileName)),
  strings: literalsOf(ts.createSourceFile(path, text, ts.ScriptTarget.Latest)),
});

/** Paths of all TypeScript files below a folder, relative to it, sorted. */
export const sourceFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path))
    .sort();

/** All modules below a folder. */
export const readModules = (folder: string): readonly SourceModule[] =>
  sourceFiles(folder).map((path) => toModule(path, readFileSync(join(folder, path), 'utf8')));
