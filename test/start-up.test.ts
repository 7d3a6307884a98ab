import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readModules } from './source-modules.ts';

const importsOf = new Map(readModules('src').map(({ path, imports }) => [path, imports]));

/** All modules and packages that come with one. */
function loadedWith(path: string, seen = new Set<string>()): ReadonlySet<string> {
  for (const next of importsOf.get(path) ?? []) {
    if (seen.has(next)) continue;
    seen.add(next);
    loadedWith(next, seen);
  }
  return seen;
}

// A person waits for the first screen: three hundred modules that read logs take longer than all else.
it.each(['timeline', 'report', 'incidents'])('%s shows a case without all that reads logs', (command) => {
  const loaded = loadedWith(`cli/commands/${command}.ts`);
  expect(loaded.size).toBeGreaterThan(30);
  expect(loaded).not.toContain('app/catalogue.ts');
});

it('the timeline draws before it loads the printed report', () => {
  expect(loadedWith('cli/base-command.ts')).not.toContain('app/renderers.ts');
});

/** What a module loads at once: no types, and nothing that is imported when it is wanted. */
const loadedAtOnce = (path: string): readonly string[] =>
  [...readFileSync(join('src', path), 'utf8').matchAll(/^(?:import|export) (?!type\b)[^;]*? from '([^']+)';$/gm)].map(
    ([, specifier = '']) => (specifier.startsWith('.') ? join(path, '..', specifier) : specifier),
  );

const allLoadedAtOnce = (path: string): readonly string[] => [
  path,
  ...loadedAtOnce(path).flatMap((next) => (next.endsWith('.ts') ? allLoadedAtOnce(next) : [next])),
];

it('--help and --version load neither commands nor packages', () => {
  const loaded = allLoadedAtOnce('cli/run.ts');
  expect(loaded).toContain('cli/root-help.ts');
  expect(loaded.filter((path) => !/^(?:cli|lib|node:[a-z]+)\b/.test(path) || path.includes('commands/'))).toEqual([]);
});

it('an ingest that finds nothing new loads nothing that reads logs', () => {
  const loaded = allLoadedAtOnce('cli/commands/ingest.ts');
  expect(loaded).toContain('app/ingest/unchanged.ts');
  expect(loaded).toContain('store/open-case.ts');
  expect(
    loaded.filter((path) => /^(?:scan|formats|envelopes|supervisors|correlate|infer|diagnose)\//.test(path)),
  ).toEqual([]);
});
