import { stampOf } from '../formats/stamp.ts';
import { UserError } from '../lib/errors.ts';
import { isoTime } from '../lib/iso-time.ts';
import type { AskedTime, AskedWindow } from '../model/asked-window.ts';
import type { BlockRow, RequestSpan, SourceRow } from '../model/findings.ts';
import type { QueryTable } from '../model/query-table.ts';
import type { Cell } from '../model/table.ts';
import { MICROS_PER_MINUTE, micros, type Stamp, wallMicros } from '../model/time.ts';
import type { Block, Interest } from '../scan/block.ts';
import { isWithin, lastsWithin } from '../scan/window-bounds.ts';
import { readPart } from '../sources/stored-bytes.ts';
import { findSources } from '../sources/find-sources.ts';
import type { CaseStore } from '../store/case-store.ts';
import { sourceKinds } from './source-kinds.ts';
import { scanRequests } from './scan-requests.ts';

/**
 * All requests that the logs of a case tell of, read from the logs themselves when they are asked for: the case keeps those near
 * incidents alone. Its time index says which blocks to read.
 */
export const allRequests = (store: CaseStore): QueryTable => ({
  name: 'all_requests',
  about:
    "every request that the logs tell of between two times: all_requests('2026-03-12 09:57', '2026-03-12 09:59'); reads the logs, which must still be where they were",
  columns: [
    { name: 'log', about: 'path of the log' },
    { name: 'host', about: 'machine or container that its envelope names' },
    { name: 'pid', about: 'process that logged it' },
    { name: 'id', about: 'id of the request' },
    { name: 'method', about: 'HTTP method' },
    { name: 'target', about: 'path with query as logged, or job' },
    { name: 'status', about: 'status that was logged' },
    { name: 'started_at', about: "when it began, by the log's clock; with offset where the log states one" },
    { name: 'ended_at', about: 'when it ended, likewise; null: no end was logged' },
    { name: 'duration_ms', about: 'from the one to the other' },
    { name: 'line', about: 'first line that tells of it' },
  ],
  parameters: [
    { name: 'since', about: 'from then on; without offset: as the log shows it' },
    { name: 'until', about: 'up to then, likewise' },
  ],
  rows: ([since, until]) => rowsIn(store, { since: askedTime(since), until: askedTime(until) }),
});

function* rowsIn(store: CaseStore, window: AskedWindow): Generator<readonly Cell[]> {
  for (const source of store.sources()) yield* rowsOf(store, source, window);
}

function* rowsOf(store: CaseStore, source: SourceRow, window: AskedWindow): Generator<readonly Cell[]> {
  const blocks = store.blocks(source.id).filter((block) => block.first && isWithin(block, window));
  if (blocks.length === 0) return;
  const isAsked: IsAsked = (from, to) => lastsWithin(from, to, window);
  for (const span of scanRequests(source, readBlocks(fileOf(source), source.id, blocks), endsWithin(isAsked))) {
    const [from, to] = [startOf(span), span.end?.stamp];
    const [first, last] = [from ?? to, to ?? from];
    if (first && last && isAsked(first, last)) yield cellsOf(source, span, { from, to });
  }
}

/** Whether what lasted from one stamp to another is asked for. */
type IsAsked = (from: Stamp, to: Stamp) => boolean;

const endsWithin =
  (isAsked: IsAsked): Interest['keeps'] =>
  (head) => {
    const to = stampOf(head);
    const lastedUs = Number.isNaN(head.durationUs) ? 0 : head.durationUs;
    return to !== undefined && isAsked({ ...to, wall: wallMicros(to.wall - lastedUs) }, to);
  };

function* readBlocks(path: string, source: number, blocks: readonly BlockRow[]): Generator<Block> {
  for (const { byteFrom: from, byteTo: to, lineFrom } of blocks)
    yield { source, byteOffset: from, lineFrom, bytes: readPart({ path, from, to }) };
}

/** The file that a source was read from. Throws UserError E_SQL where it is another now, or cannot be read block by block. */
function fileOf({ path, headBytes, headHash }: SourceRow): string {
  const [log] = findSources([path], { kinds: sourceKinds, warn: () => undefined });
  if (log?.hashOfHead(headBytes) !== headHash) throw unasked(`${path} is not the log any more that was ingested`);
  if (log.file === undefined) throw unasked(`${path} is compressed or no file: it can only be read as a whole`);
  return log.file;
}

const unasked = (reason: string): UserError =>
  new UserError(`That cannot be asked: ${reason}.`, { code: 'E_SQL', suggestions: ['forensics sql --schema'] });

function startOf({ start, end }: RequestSpan): Stamp | undefined {
  if (start?.stamp) return start.stamp;
  const { durationUs } = end?.facts ?? {};
  if (!end?.stamp || durationUs === undefined) return undefined;
  return { ...end.stamp, wall: wallMicros(end.stamp.wall - durationUs) };
}

interface Lasted {
  readonly from: Stamp | undefined;
  readonly to: Stamp | undefined;
}

function cellsOf({ path }: SourceRow, { start, end }: RequestSpan, { from, to }: Lasted): readonly Cell[] {
  const told = [start, end].flatMap((event) => event ?? []);
  const fact = (name: 'id' | 'method' | 'target' | 'status'): Cell =>
    told.map(({ facts }) => facts[name]).find((value) => value !== undefined) ?? null;
  const [first] = told;
  return [
    ...[path, first?.host ?? null, first?.pid ?? null, fact('id'), fact('method'), fact('target'), fact('status')],
    ...[shown(from), shown(to), from && to ? (to.wall - from.wall) / 1_000 : null, first?.origin.line ?? null],
  ];
}

/** ISO-8601; without an offset where the log states none. */
function shown(stamp: Stamp | undefined): string | null {
  if (!stamp) return null;
  const { wall, offsetMin } = stamp;
  return offsetMin === undefined
    ? isoTime(wall, 0).replace('+00:00', '')
    : isoTime(wall - offsetMin * MICROS_PER_MINUTE, offsetMin);
}

// 2026-03-12 09:57, 2026-03-12T09:57:45.146+08:00
const ASKED =
  /^(?<day>\d{4}-\d\d-\d\d)(?:[ T](?<clock>\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?))?\s*(?<zone>Z|[+-]\d\d:\d\d)?$/;

function askedTime(given: unknown): AskedTime | undefined {
  return given === null || given === undefined ? undefined : timeIn(typeof given === 'string' ? given : typeof given);
}

/** Throws UserError E_SQL for anything but a time. */
function timeIn(text: string): AskedTime {
  const { day = '', clock = '00:00', zone } = ASKED.exec(text)?.groups ?? {};
  const msIn = (offset: string): number => Date.parse(`${day}T${clock}${offset}`);
  if (Number.isNaN(msIn(zone ?? 'Z')))
    throw unasked(`${text} is no time such as 2026-03-12 09:57 or 2026-03-12 09:57+08:00`);
  return { at: zone === undefined ? undefined : micros(msIn(zone) * 1_000), wall: wallMicros(msIn('Z') * 1_000) };
}
