import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CaseStore, NewSource } from '../../src/store/case-store.ts';
import { openCase } from '../../src/store/open-case.ts';

/** A folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'forensics-store-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}

/** A new case that is closed and goes when the test ends. */
export function temporaryCase(): CaseStore {
  const store = openCase(join(temporaryFolder(), 'case.db'));
  onTestFinished(() => {
    store.close();
  });
  return store;
}

export const LOG: NewSource = {
  path: 'gunicorn.err',
  stream: '',
  ordinal: 0,
  storedBytes: 0,
  headHash: 'a1',
  tailHash: 'b2',
  headBytes: 734,
  sha256: 'c0ffee',
  envelopes: [],
  layouts: [{ format: 'gunicorn-error', head: '', phrases: [{ edge: 'start', template: 'run job {id}' }] }],
  host: undefined,
};
