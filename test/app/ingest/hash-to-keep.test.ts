import { expect, it } from 'vitest';
import { hashToKeep } from '../../../src/app/ingest/hash-to-keep.ts';

const MIB = 1024 * 1024;
const row = (mib: number, rest: object = {}) => ({ storedBytes: mib * MIB, sha256: 'c0ffee', ...rest });

it('keeps the hash of a long log that grew a little, and says how much it covers', () => {
  expect(hashToKeep({ bytes: 1_001 * MIB }, row(1_000))).toEqual({ sha256: 'c0ffee', sha256Bytes: 1_000 * MIB });
});

it('counts all that came since the log was hashed', () => {
  const grown = row(1_100, { sha256Bytes: 1_000 * MIB });
  expect(hashToKeep({ bytes: 1_101 * MIB }, grown)).toEqual({ sha256: 'c0ffee', sha256Bytes: 1_000 * MIB });
  expect(hashToKeep({ bytes: 1_400 * MIB }, grown)).toBeUndefined();
});

it('lets a short log be hashed anew, and one that never was', () => {
  expect(hashToKeep({ bytes: 16 * MIB }, row(15))).toBeUndefined();
  expect(hashToKeep({ bytes: 1_001 * MIB }, { storedBytes: 0, sha256: '' })).toBeUndefined();
});
