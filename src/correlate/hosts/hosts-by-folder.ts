import type { CaseFacts } from '../../model/facts.ts';
import type { ActivityRow } from '../../model/findings.ts';
import { comparable } from '../../model/comparable.ts';
import { proxySources } from '../proxy-view.ts';
import { OF_MACHINES } from '../speakers.ts';
import { type Told, withHost, withHosts } from './with-hosts.ts';

/** Folders of days hold one machine's logs, one day after the other. */
const DATE = /^\d{4}-?\d\d(?:-?\d\d)?(?:\D|$)/;

/**
 * Logs that were collected from several machines into a folder each (`web1/gunicorn.err`, `web2/gunicorn.err`) are of the machine that
 * the folder names, so that their equal pids are different workers. A server writes one log at a time: folders in which servers speak at
 * the same time are of different ones. What lies in no such folder, and what an envelope names another host for, is left alone.
 */
export function hostsByFolder(facts: CaseFacts): CaseFacts {
  const hosts = folderHosts(facts);
  if (hosts.size === 0) return facts;
  const hostFor = ({ source, host }: Told): string | undefined => (host === undefined ? hosts.get(source) : undefined);
  return {
    ...withHosts(facts, hostFor),
    sources: facts.sources.map((source) => ({ ...source, host: source.host ?? hosts.get(source.id) })),
    notes: facts.notes.map((note) => withHost(note, hostFor)),
  };
}

/** The hosts that folders name, by source. */
function folderHosts(facts: CaseFacts): ReadonlyMap<number, string> {
  if (new Set(facts.sources.map(({ path }) => foldersOf(path).join('/'))).size < 2) return new Map();
  const proxies = proxySources(facts);
  const unnamed = facts.sources.filter(({ id, host }) => host === undefined && !proxies.has(id));
  const speaking = new Set(
    facts.lifecycle
      .filter(({ step, host, stamp }) => !OF_MACHINES.has(step.what) && host === undefined && stamp)
      .map(({ origin }) => origin.source),
  );
  const servers = unnamed.filter(({ id }) => speaking.has(id)).map(({ path }) => foldersOf(path));
  const [first = [], ...others] = servers;
  const depth = first.findIndex((folder, at) => others.some((folders) => folders[at] !== folder));
  const names = new Set(servers.map((folders) => folders[depth]));
  if (depth < 0 || [...names].some((name) => name === undefined || DATE.test(name))) return new Map();
  const within = unnamed.flatMap(({ id, path }) => {
    const folders = foldersOf(path);
    const host = folders[depth];
    const isBeside = folders.slice(0, depth).every((folder, at) => folder === first[at]);
    return host !== undefined && isBeside && names.has(host) ? [[id, host] as const] : [];
  });
  const hosts = new Map(within);
  return speakTogether(facts.activity, hosts) ? hosts : new Map();
}

const foldersOf = (path: string): readonly string[] => path.split('/').slice(0, -1);

/** True if the logs of two hosts tell of the same time. */
function speakTogether(activity: readonly ActivityRow[], hosts: ReadonlyMap<number, string>): boolean {
  const ranges = new Map<string, { from: number; to: number }>();
  for (const { source, first, last } of activity) {
    const host = hosts.get(source);
    if (host === undefined) continue;
    const range = ranges.get(host) ?? { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
    range.from = Math.min(range.from, comparable(first));
    range.to = Math.max(range.to, comparable(last));
    ranges.set(host, range);
  }
  const inOrder = [...ranges.values()].sort((a, b) => a.from - b.from);
  return inOrder.some(({ from }, at) => inOrder.slice(0, at).some(({ to }) => to > from));
}
