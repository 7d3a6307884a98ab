import { type Precision, type Stamp, wallMicros } from '../model/time.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `2026-11-23T09:48:48.662908672Z`, `2026-11-23 10:49:26,123 +0100`: fraction and zone optional. To be anchored by who uses it. */
export const ISO_TIME = String.raw`\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d)(?!\d))?`;

/** `Nov 23 08:53:20`, `Nov  3 08:53:20.123456`: states neither year nor zone. */
export const SYSLOG_TIME = String.raw`[A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d(?:\.\d{1,9})?`;

const ISO_PARTS = /^(\d{4}.\d\d.\d\d).(\d\d:\d\d:\d\d)(?:[.,](\d+))? ?(Z|UTC|[+-]\d\d:?\d\d)?$/;
const SYSLOG_PARTS = /^([A-Z][a-z]{2}) ([ \d]?\d) (\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?: ([AP])M)?$/;

const precisionOf = (fraction: string): Precision => (fraction.length > 3 ? 'us' : fraction.length > 0 ? 'ms' : 's');

const wallOf = (seconds: number, fraction: string): Stamp['wall'] =>
  wallMicros(seconds * 1_000_000 + Number(fraction.padEnd(6, '0').slice(0, 6)));

const offsetOf = (zone: string): number | undefined => {
  if (zone === '') return undefined;
  if (zone === 'Z' || zone === 'UTC') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? 0 - minutes : minutes;
};

/** The stamp that a text matching ISO_TIME states; `undefined` for a day that no calendar has. */
export const isoStamp = (text: string): Stamp | undefined => {
  const [, date = '', clock = '', fraction = '', zone = ''] = ISO_PARTS.exec(text) ?? [];
  const ms = Date.parse(`${date.replaceAll('/', '-')}T${clock}Z`);
  if (!(ms >= 0)) return undefined;
  return { wall: wallOf(ms / 1000, fraction), offsetMin: offsetOf(zone), precision: precisionOf(fraction) };
};

/** The stamp that a text matching SYSLOG_TIME (` AM` or ` PM` may follow) states in `year`. */
export const syslogStamp = (text: string, year: number): Stamp | undefined => {
  const [, name = '', day = '', hour, minute, second, fraction = '', half] = SYSLOG_PARTS.exec(text) ?? [];
  const month = MONTHS.indexOf(name.toLowerCase());
  if (month < 0) return undefined;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === 'P' ? 12 : 0);
  const ms = Date.UTC(year, month, Number(day), hours, Number(minute), Number(second));
  if (!(ms >= 0)) return undefined;
  return { wall: wallOf(ms / 1000, fraction), offsetMin: undefined, precision: precisionOf(fraction) };
};

/** Stamp of seconds (10 digits), milliseconds (13), microseconds (16) or nanoseconds (19) since the epoch. */
export const epochStamp = (text: string): Stamp | undefined => {
  const [, whole = '', fraction = ''] = /^(\d{10,19})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === '') return undefined;
  const decimals = whole.slice(10) + fraction;
  return { wall: wallOf(Number(whole.slice(0, 10)), decimals), offsetMin: 0, precision: precisionOf(decimals) };
};

/** Whatever of these a text is. */
export const anyStamp = (text: string): Stamp | undefined => isoStamp(text) ?? epochStamp(text);
