import { isoOffset } from '../lib/iso-time.ts';
import { rangeOf } from '../lib/range.ts';
import { type Clock, instantOf } from '../model/clock.ts';
import type { CaseFacts } from '../model/facts.ts';
import type { SourceRow } from '../model/findings.ts';
import type { ReportSource } from '../model/report.ts';
import { MICROS_PER_MINUTE, type Micros } from '../model/time.ts';
import { type Writing, writtenOrNull } from './place.ts';

interface Known {
  readonly facts: CaseFacts;
  readonly clocks: readonly Clock[];
}

/** Where nothing at all is known of a clock: a source without any time. */
const NO_CLOCK = { offsetUs: 0, zoneFrom: 'assumed', skewUs: 0, anchors: 0 } as const;

/** One source as the report tells it: what it is, on which clock it is read, what it covers. */
export function assembleSource(source: SourceRow, { facts, clocks }: Known, writing: Writing): ReportSource {
  const { id, path, envelopes, layouts, host, bytes, lines, unrecognisedLines, sha256, sha256Bytes } = source;
  const clock = clocks.find((one) => one.source === id);
  const range = clock && coveredBy(facts, clock);
  const { zoneFrom, skewUs, anchors, offsetUs } = clock ?? NO_CLOCK;
  return {
    ...{ id, path, bytes, lines, unrecognisedLines, sha256, sha256Bytes, zoneFrom, anchors },
    format:
      layouts.length === 0 ? 'unknown' : [...new Set(layouts.map(({ name, format }) => name ?? format))].join('+'),
    envelope: envelopes.length === 0 ? null : envelopes.map(({ envelope }) => envelope).join(' > '),
    host: host ?? null,
    copies: facts.copies?.get(id) ?? 0,
    zone: zoneOf(offsetUs),
    skewMs: skewUs / 1_000,
    firstAt: writtenOrNull(range?.from, writing),
    lastAt: writtenOrNull(range?.to, writing),
  };
}

/** Zones lie within 14 hours of UTC; more is the distance of a clock that counts from boot or states no year. */
const MAX_ZONE_MIN = 14 * 60;

const zoneOf = (offsetUs: number): string => isoOffset(isZone(offsetUs) ? offsetUs / MICROS_PER_MINUTE : 0);

/** True of an offset from UTC, in microseconds, that a zone can have. */
export const isZone = (offsetUs: number): boolean => Math.abs(offsetUs) <= MAX_ZONE_MIN * MICROS_PER_MINUTE;

const coveredBy = ({ activity }: CaseFacts, clock: Clock): { readonly from: Micros; readonly to: Micros } | undefined =>
  rangeOf(
    activity.filter(({ source }) => source === clock.source),
    ({ first }) => instantOf(first, clock),
    ({ last }) => instantOf(last, clock),
  );
