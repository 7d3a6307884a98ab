import { expect, it } from 'vitest';
import {
  cycles,
  doorBreaches,
  folderBreaches,
  memberBreaches,
  nameBreaches,
  registryBreaches,
  sqlBreaches,
} from './architecture-rules.ts';
import { toModule } from './source-modules.ts';

const importing = (path: string, ...specifiers: readonly string[]) =>
  toModule(path, specifiers.map((specifier) => `import '${specifier}';`).join('\n'));

it('sees imports in every spelling', () => {
  const text = `
    import type { A } from '../model/a.ts';
    import { b } from './b.ts';
    export { c } from './c/d.ts';
    const late = await import('../store/late.ts');`;
  expect(toModule('formats/x.ts', text).imports).toEqual([
    'model/a.ts',
    'formats/b.ts',
    'formats/c/d.ts',
    'store/late.ts',
  ]);
});

it('names an import that the table does not grant', () => {
  const table = { lib: [], model: ['lib'], formats: ['model'] };
  const modules = [
    importing('formats/line-format.ts', '../store/statements.ts', '../model/event.ts', './other.ts', 'node:path'),
    importing('model/event.ts', '../lib/printable.ts', '../formats/format.ts'),
    importing('plugins/new.ts', './own.ts'),
    importing('loose.ts', './model/event.ts'),
  ];
  expect(folderBreaches(modules, table)).toEqual([
    'formats/line-format.ts -> store/statements.ts',
    'model/event.ts -> formats/format.ts',
    'plugins/new.ts -> plugins/own.ts',
    'loose.ts -> model/event.ts',
  ]);
});

it('names a member that is imported by a sibling or from outside', () => {
  const modules = [
    importing('formats/a/format.ts', '../format.ts', './samples.ts', '../b/format.ts'),
    importing('formats/registry.ts', './a/format.ts', '../report/json/renderer.ts'),
    importing('formats/line.ts', './a/format.ts'),
    importing('cli/commands/scan.ts', '../flags/case.ts'),
  ];
  expect(memberBreaches(modules, ['formats', 'report'])).toEqual([
    'formats/a/format.ts -> formats/b/format.ts',
    'formats/registry.ts -> report/json/renderer.ts',
    'formats/line.ts -> formats/a/format.ts',
  ]);
});

it('names whoever reads a registry but the catalogue', () => {
  const modules = [
    importing('app/catalogue.ts', '../formats/registry.ts'),
    importing('app/ingest.ts', '../formats/registry.ts'),
    importing('formats/a/format.ts', '../registry.ts'),
  ];
  expect(registryBreaches(modules, 'app/catalogue.ts')).toEqual([
    'app/ingest.ts -> formats/registry.ts',
    'formats/a/format.ts -> formats/registry.ts',
  ]);
});

it('names a package that enters by another door, or has none', () => {
  const doors = { 'better-sqlite3': ['store'], '@oclif/core': ['cli'], 'node:fs': ['sources'] };
  const modules = [
    importing('store/open.ts', 'better-sqlite3', 'node:path'),
    importing('infer/roles.ts', 'better-sqlite3', '@oclif/core/ux', 'node:fs/promises', 'fs', 'left-pad'),
  ];
  expect(doorBreaches(modules, doors)).toEqual(
    ['better-sqlite3', '@oclif/core/ux', 'node:fs/promises', 'fs', 'left-pad'].map(
      (name) => `infer/roles.ts -> ${name}`,
    ),
  );
});

it.each([
  'model/index.ts',
  'lib/utils.ts',
  'lib/time-helpers.ts',
  'utils/time.ts',
  'app/dataTypes.ts',
  'tui/Timeline.tsx',
])('refuses the name %s', (path) => expect(nameBreaches([importing(path)])).toEqual([path]));

it.each(['lib/printable.ts', 'formats/nginx-access/format.ts', 'tui/timeline.tsx', 'app/metadata.ts'])(
  'accepts the name %s',
  (path) => expect(nameBreaches([importing(path)])).toEqual([]),
);

it.each([
  'select * from event',
  'insert or ignore into event values (?)',
  'create table event (at)',
  'pragma user_version',
])('finds the statement %s', (sql) => {
  const text = `export const a = '${sql}'; export const b = \`${sql} \${a}\`;`;
  expect(sqlBreaches([toModule('infer/roles.ts', text)], 'store')).toEqual(Array(2).fill(`infer/roles.ts: ${sql}`));
  expect(sqlBreaches([toModule('store/statements.ts', text)], 'store')).toEqual([]);
});

it.each(['select an incident', 'update available', 'forensics sql "select * from incidents"'])(
  'leaves prose alone: %s',
  (text) => expect(sqlBreaches([toModule('cli/sql.ts', `export const a = '${text}';`)], 'store')).toEqual([]),
);

it('prints a cycle as its whole path', () => {
  const modules = [
    importing('lib/a.ts', './b.ts', './d.ts'),
    importing('lib/b.ts', './c.ts'),
    importing('lib/c.ts', './a.ts'),
    importing('lib/d.ts', './d.ts'),
    importing('lib/e.ts', './a.ts'),
  ];
  expect(cycles(modules)).toEqual(['lib/a.ts -> lib/b.ts -> lib/c.ts -> lib/a.ts', 'lib/d.ts -> lib/d.ts']);
});
