import { describe, expect, it } from 'vitest';
import {
  cycles,
  doorBreaches,
  folderBreaches,
  memberBreaches,
  nameBreaches,
  registryBreaches,
  sqlBreaches,
  type Table,
} from './architecture-rules.ts';
import { readModules } from './source-modules.ts';

/** The axes on which the tool grows: a contract, a registry and one folder a member. */
const AXES = ['sources', 'configuration', 'envelopes', 'formats', 'supervisors', 'diagnose', 'report'];
const PARTS = [...AXES, 'declarations', 'scan', 'store', 'correlate', 'infer', 'model', 'lib'];

/** Who may import whom, lowest first. A folder may always import itself. */
const MAY_IMPORT: Table = {
  lib: [],
  model: ['lib'],
  sources: ['model', 'lib'],
  configuration: ['model', 'lib'],
  envelopes: ['model', 'lib'],
  formats: ['model', 'lib'],
  supervisors: ['model', 'lib'],
  declarations: ['formats', 'model', 'lib'],
  scan: ['sources', 'envelopes', 'formats', 'supervisors', 'model', 'lib'],
  store: ['model', 'lib'],
  correlate: ['model', 'lib'],
  infer: ['model', 'lib'],
  diagnose: ['model', 'lib'],
  report: ['model', 'lib'],
  tui: ['model', 'lib'],
  app: PARTS,
  cli: ['app', 'tui', 'model', 'lib'],
};

/** The folders in which a package may be used. */
const DOORS: Table = {
  'better-sqlite3': ['store'],
  '@oclif/core': ['cli'],
  'chrono-node': ['cli'],
  'cli-progress': ['cli'],
  'get-east-asian-width': ['lib'],
  picomatch: ['app'],
  yaml: ['declarations'],
  ink: ['tui'],
  react: ['tui'],
  'node:fs': ['sources', 'store', 'app', 'cli'],
  'node:zlib': ['sources', 'store'],
  'node:worker_threads': ['app'],
};

/** Debts: breaches by name, to be paid. May only get shorter. */
const OWED: readonly string[] = [];

describe('the import table', () => {
  const modules = readModules('src');
  const found = [
    ...folderBreaches(modules, MAY_IMPORT),
    ...memberBreaches(modules, AXES),
    ...registryBreaches(modules, 'app/catalogue.ts', 'app/renderers.ts', 'app/source-kinds.ts'),
    ...doorBreaches(modules, DOORS),
    ...nameBreaches(modules),
    ...sqlBreaches(modules, 'store'),
    ...cycles(modules),
  ];

  it('sees the source', () => expect(modules.length).toBeGreaterThan(10));
  it('is kept', () => expect(found.filter((breach) => !OWED.includes(breach))).toEqual([]));
  it('has no debt that is paid', () => expect(OWED.filter((debt) => !found.includes(debt))).toEqual([]));
});
