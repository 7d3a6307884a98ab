import type { Surroundings } from '../model/report.ts';
import type { Evidence } from '../model/report-evidence.ts';
import type { Remark } from '../model/remark.ts';
import { type Micros, micros } from '../model/time.ts';
import type { Night } from './night.ts';
import { padded, type Span } from './span.ts';

/** Columns and lines of what is drawn on. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export type Screen = 'overview' | 'incident' | 'evidence';

/** In which zone times are shown: the logs' own, UTC, or this machine's. */
export type ZoneName = 'source' | 'utc' | 'local';

export type PromptKind = 'search' | 'go' | 'filter' | 'remark';

interface Prompt {
  readonly kind: PromptKind;
  readonly text: string;
}

/** Somewhere in the case that a search leads to; `row` is a row of the incident's screen. */
export type Place =
  | { readonly what: 'lane'; readonly lane: number }
  | { readonly what: 'request'; readonly incident: number; readonly row: number };

/** What was searched for, and which of the places found is shown. */
interface Found {
  readonly words: string;
  readonly places: readonly Place[];
  readonly shown: number;
}

/** What only the world outside can do. It answers with an action. */
export type Ask =
  | { readonly what: 'quit' }
  /** `zoneMinutes`: the zone that is shown, in which a time without one is meant. */
  | { readonly what: 'go'; readonly words: string; readonly from: Micros; readonly zoneMinutes: number }
  | { readonly what: 'open'; readonly evidence: Evidence }
  | { readonly what: 'copy'; readonly text: string }
  | { readonly what: 'write'; readonly incident: string }
  | { readonly what: 'remark'; readonly remark: Remark };

/** Everything that a frame is drawn from, and that keys change. */
export interface State {
  readonly night: Night;
  readonly size: Size;
  /** How far east of UTC the logs' zone is. */
  readonly sourceMinutes: number;
  readonly zone: ZoneName;
  readonly screen: Screen;
  /** What of the night the overview shows; the moment and the lane that are looked at. */
  readonly window: Span;
  readonly at: Micros;
  readonly lane: number;
  /** Which incident the other screens show, what of its time, which of its rows is looked at, and how far down its evidence. */
  readonly incident: number | undefined;
  readonly close: Span;
  readonly row: number;
  readonly scroll: number;
  readonly prompt: Prompt | undefined;
  readonly filter: string;
  readonly found: Found | undefined;
  readonly showsKeys: boolean;
  /** What was told last, until the next key. */
  readonly told: string | undefined;
  readonly ask: Ask | undefined;
  /** By `evidenceKey`; `undefined` where the log cannot be read any more. */
  readonly surroundings: ReadonlyMap<string, Surroundings | undefined>;
}

export const evidenceKey = ({ source, offset }: Evidence): string => `${String(source)}:${String(offset)}`;

interface Opening {
  readonly size: Size;
  readonly sourceMinutes: number;
}

/** How the timeline opens: the whole night, and the first incident looked at. */
export function opened(night: Night, { size, sourceMinutes }: Opening): State {
  const [first] = night.happenings;
  const window = padded(night.range);
  return {
    ...{ night, size, sourceMinutes, window, zone: 'source', screen: 'overview' },
    at: first?.at ?? micros(Math.round((window.from + window.to) / 2)),
    lane: first?.lane ?? night.groups[0]?.lanes[0] ?? 0,
    ...{ incident: undefined, close: window, row: 0, scroll: 0 },
    ...{ prompt: undefined, filter: '', found: undefined, showsKeys: false, told: undefined, ask: undefined },
    surroundings: new Map(),
  };
}
