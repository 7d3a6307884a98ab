import { errnoOf } from '../lib/errno.ts';
import { END_BYTES } from './content-hash.ts';
import { type Listed, listInputs } from './list-inputs.ts';
import { refusal } from './refusal.ts';
import { compareOrder, rotationOf } from './rotation.ts';
import type { Source, SourceKind, Warn } from './source.ts';
import { readPart } from './stored-bytes.ts';

interface Search {
  /** The ways in which logs are kept; the first that claims an input opens it. */
  readonly kinds: readonly SourceKind[];
  readonly warn: Warn;
}

/** An input that can be read, and how. */
interface Readable {
  readonly input: Listed;
  readonly kind: SourceKind;
  /** The uncompressed beginning, where it is known. */
  readonly head: Uint8Array | undefined;
}

const storedHead = ({ path, form }: Listed): Uint8Array =>
  form === 'stream' ? new Uint8Array(0) : readPart({ path, from: 0, to: END_BYTES });

/**
 * copytruncate under a writer that does not append leaves a hole of NUL bytes where the old lines were: then the end
 * tells what the file is.
 */
function tellingPart({ path, bytes }: Listed, head: Uint8Array): Uint8Array {
  const isHole = head.length === END_BYTES && head.every((byte) => byte === 0);
  return isHole ? readPart({ path, from: bytes - END_BYTES, to: bytes }) : head;
}

/** Why an input is not read; an empty text where nobody wants to know. */
function refuse(input: Listed, head: Uint8Array | undefined): string | undefined {
  const refused = head && refusal(tellingPart(input, head));
  return refused?.ours && !input.named ? '' : refused?.cause;
}

function examine(input: Listed, { kinds, warn }: Search): readonly Readable[] {
  const tell = (cause: string): readonly Readable[] => {
    if (cause !== '') warn({ path: input.path, line: undefined, cause });
    return [];
  };
  try {
    const stored = storedHead(input);
    const kind = kinds.find((candidate) => candidate.claims(input, stored));
    if (!kind) return tell('is kept in a way that is not read');
    const head = kind.contentHead(stored);
    const cause = refuse(input, head);
    return cause === undefined ? [{ input, kind, head }] : tell(cause);
  } catch (error) {
    return tell(`cannot be read (${errnoOf(error)})`);
  }
}

const beginAlike = (a: Uint8Array, b: Uint8Array): boolean => {
  const length = Math.min(a.length, b.length);
  return Buffer.compare(a.subarray(0, length), b.subarray(0, length)) === 0;
};

/** logrotate interrupted between compressing and deleting leaves both: the plain one is whole, so it is read. */
function withoutTwins(readables: readonly Readable[], warn: Warn): readonly Readable[] {
  const byPath = new Map(readables.map((readable) => [readable.input.path, readable]));
  return readables.filter(({ input: { path }, head }) => {
    const plain = path.endsWith('.gz') ? byPath.get(path.slice(0, -'.gz'.length)) : undefined;
    if (!plain?.head || !head || !beginAlike(plain.head, head)) return true;
    warn({ path, line: undefined, cause: `holds the same lines as ${plain.input.path} and is left out` });
    return false;
  });
}

/** The files of each log together, oldest first; the logs in the order in which they were met. */
function openInOrder(readables: readonly Readable[]): readonly Source[] {
  const placed = readables.map((readable) => ({ ...readable, ...rotationOf(readable.input.path) }));
  const streams = new Set(placed.map(({ stream }) => stream));
  return [...streams].flatMap((name) =>
    placed
      .filter(({ stream }) => stream === name)
      .sort((a, b) => compareOrder(a.order, b.order))
      .map(({ input, kind, stream }, ordinal) => kind.open({ ...input, stream, ordinal })),
  );
}

/**
 * Every log below these files and folders (`-` is standard input). What is no log is left out and told; only a path that
 * does not exist throws (E_NO_SUCH_PATH).
 */
export function findSources(paths: readonly string[], search: Search): readonly Source[] {
  const readables = listInputs(paths, search.warn).flatMap((input) => examine(input, search));
  return openInOrder(withoutTwins(readables, search.warn));
}
