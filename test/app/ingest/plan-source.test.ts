import { appendFileSync, copyFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { growingSources } from '../../../src/app/ingest/known-sources.ts';
import { planSource } from '../../../src/app/ingest/plan-source.ts';
import { fileSource } from '../../../src/sources/file/source.ts';
import type { Source } from '../../../src/sources/source.ts';
import type { CaseStore } from '../../../src/store/case-store.ts';
import { LOG, temporaryCase, temporaryFolder } from '../../store/temporary-case.ts';

const found = (path: string): Source =>
  fileSource({ path, form: 'file', bytes: statSync(path).size, stream: path, ordinal: 0 });

const lines = (from: number, count: number): string =>
  Array.from(
    { length: count },
    (_, at) => `2021-03-12 09:57:00,${String(from + at)} job ${String(from + at)} start\n`,
  ).join('');

/** Puts all of a source into the case. */
function keep(store: CaseStore, source: Source): number {
  const { bytes, headHash, tailHash } = source.identify();
  const headBytes = Math.min(bytes, 64 * 1024);
  return store.addSource({ ...LOG, path: source.path, storedBytes: bytes, headHash, tailHash, headBytes });
}

/** Two logs in a case: the first was read before, the other since. */
function twoLogs(count: number) {
  const [folder, store] = [temporaryFolder(), temporaryCase()];
  const write = (name: string, text: string): Source => {
    writeFileSync(join(folder, name), text);
    return found(join(folder, name));
  };
  const one = write('one.log', lines(1, count));
  const ids = [keep(store, one)];
  const known = growingSources(store);
  const other = write('other.log', lines(5_000, count));
  ids.push(keep(store, other));
  known.hear(ids[1] ?? 0, other);
  return { write, ids, known, folder };
}

describe.each([
  ['short', 3],
  ['long', 400],
])('a %s log', (_, count) => {
  it.each(['one', 'other'])('is known again by its content under another name, whenever it was read: %s', (name) => {
    const { folder, known, ids } = twoLogs(count);
    copyFileSync(join(folder, `${name}.log`), join(folder, `${name}.bak`));
    expect(planSource(found(join(folder, `${name}.bak`)), known)).toMatchObject({
      what: 'unchanged',
      row: { id: ids[name === 'one' ? 0 : 1] },
    });
  });

  it.each(['one', 'other'])('goes on where it has grown, under another name as well: %s', (name) => {
    const { folder, known, ids } = twoLogs(count);
    const path = join(folder, `${name}.1`);
    copyFileSync(join(folder, `${name}.log`), path);
    appendFileSync(path, lines(9_000, 2));
    expect(planSource(found(path), known)).toMatchObject({
      what: 'continue',
      row: { id: ids[name === 'one' ? 0 : 1] },
    });
  });

  it('is new where it only begins like another', () => {
    const { write, known } = twoLogs(count);
    expect(planSource(write('new.log', `${lines(1, count - 1)}${lines(7_000, 5)}`), known)).toEqual({ what: 'new' });
  });
});

it('knows a log by its newest content where it was read again', () => {
  const [folder, store] = [temporaryFolder(), temporaryCase()];
  const path = join(folder, 'app.log');
  writeFileSync(path, lines(1, 50));
  const id = keep(store, found(path));
  const known = growingSources(store);
  appendFileSync(path, lines(51, 50));
  const grown = found(path);
  const { bytes, headHash, tailHash } = grown.identify();
  store.updateSource(id, { ...LOG, path, storedBytes: bytes, headHash, tailHash, headBytes: bytes });
  expect(planSource(grown, known).what).toBe('continue');
  known.hear(id, grown);
  expect(planSource(grown, known).what).toBe('unchanged');
});
