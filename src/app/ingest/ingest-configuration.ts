import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ConfigurationKind, StatedSetting } from '../../configuration/configuration.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { Layout } from '../../model/layout.ts';
import type { Source } from '../../sources/source.ts';
import type { CaseStore } from '../../store/case-store.ts';
import { configurationKinds } from '../catalogue.ts';

/** Nobody writes a longer configuration by hand. */
const MAX_BYTES = 256 * 1024;

/** A log may be called like a configuration; nothing else that is claimed by its name is read as a log. */
const LIKE_A_LOG = /\.(?:log|txt|out)$/i;

/** What no configuration holds: records with their times at the beginning, also behind the name of a container. */
const RECORD = /^(?:[\w.-]+ +\| +)?\[?(?:\d{4}-\d\d-\d\d[ T]|[A-Z][a-z]{2} [ \d]\d )\d\d:\d\d:\d\d/m;

/** What a source states as a configuration, by the kinds of file that it may be. */
export interface Configuration {
  readonly stated: readonly { readonly kind: ConfigurationKind; readonly settings: readonly StatedSetting[] }[];
  readonly lines: number;
}

/** The source as a configuration file; `undefined` where it is none, by its name or by what it holds. */
export function asConfiguration({ path, bytes }: Source): Configuration | undefined {
  if (bytes === undefined || bytes > MAX_BYTES) return undefined;
  const kinds = configurationKinds.filter((kind) => kind.claims(basename(path)));
  if (kinds.length === 0) return undefined;
  const text = readFileSync(path, 'utf8');
  const environment = environmentOf(path);
  const stated = kinds
    .map((kind) => ({ kind, settings: kind.read(text, environment) }))
    .filter(({ settings }) => settings.length > 0);
  if (stated.length === 0 && (LIKE_A_LOG.test(path) || RECORD.test(text))) return undefined;
  return { stated, lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0) };
}

/** Compose, foreman and honcho fill in the variables of a command from the `.env` beside it. */
function environmentOf(path: string): string {
  try {
    const beside = join(dirname(path), '.env');
    return statSync(beside).size > MAX_BYTES ? '' : readFileSync(beside, 'utf8');
  } catch {
    return '';
  }
}

interface Reading {
  readonly configuration: Configuration;
  /** Id of the source, where an earlier ingest knew the file. */
  readonly known: number | undefined;
}

/** Puts what a configuration file states into the case, as settings with their evidence. Gives the source's id. */
export function ingestConfiguration(store: CaseStore, source: Source, { configuration, known }: Reading): number {
  const { stated, lines } = configuration;
  const { path, stream, ordinal } = source;
  const { bytes, headHash, tailHash } = source.identify();
  const layouts = stated.map(({ kind }): Layout => ({ format: kind.id, head: '', phrases: [] }));
  const row = {
    ...{ path, stream, ordinal, storedBytes: bytes, headHash, tailHash, headBytes: bytes },
    ...{ sha256: source.hashing().hex(), envelopes: [], layouts, host: undefined },
  };
  const id = known ?? store.addSource(row);
  while (store.reopenLastBlock(id)) continue;
  store.updateSource(id, row);
  const events = stated.flatMap(({ settings }) => settings.map((setting) => settingEvent(id, setting)));
  const block = { source: id, byteFrom: 0, byteTo: bytes, lineFrom: 1, lines, first: undefined, last: undefined };
  store.addFindings([{ row: block, events, edges: [], activity: [], unrecognised: [], unrecognisedLines: 0 }]);
  return id;
}

const settingEvent = (source: number, { name, value, line, byteOffset, text }: StatedSetting): LifecycleEvent => ({
  ...{ kind: 'lifecycle', origin: { source, line, byteOffset }, stamp: undefined, pid: undefined, text },
  step: { what: 'server-setting', name, value },
});
