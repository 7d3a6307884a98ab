import { AMBIGUOUS_ZONES } from '../lib/ambiguous-zones.ts';

/** Minutes from UTC of zones by the names that clocks print; names of several zones (CST, IST, BST) tell nothing. */
const OFFSETS: Readonly<Record<string, number>> = {
  ...{ UTC: 0, GMT: 0, WET: 0, WEST: 60, CET: 60, CEST: 120, EET: 120, EEST: 180, MSK: 180 },
  ...{ EST: -300, EDT: -240, CDT: -300, MST: -420, MDT: -360, PST: -480, PDT: -420, AKST: -540, AKDT: -480, HST: -600 },
  ...{ SGT: 480, HKT: 480, AWST: 480, JST: 540, KST: 540, AEST: 600, AEDT: 660, NZST: 720, NZDT: 780 },
};

const packed = (bytes: Uint8Array, from: number, to: number): number => {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 256 + (bytes[at] ?? 0);
  return value;
};

const BY_NAME: ReadonlyMap<number, number> = new Map(
  Object.entries(OFFSETS).map(([name, offset]) => [packed(new TextEncoder().encode(name), 0, name.length), offset]),
);

const AMBIGUOUS: ReadonlySet<number> = new Set(
  [...AMBIGUOUS_ZONES.keys()].map((name) => packed(new TextEncoder().encode(name), 0, name.length)),
);

/** True if bytes[from, to) name a zone, but which of several, the name does not tell. Allocates nothing. */
export const namesSeveral = (bytes: Uint8Array, from: number, to: number): boolean =>
  AMBIGUOUS.has(packed(bytes, from, to));

const isUpperCase = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x41 && byte <= 0x5a;

/** Offset of the first byte from `at` on that is no capital letter. */
export function upperCaseEnd(bytes: Uint8Array, at: number): number {
  let end = at;
  while (isUpperCase(bytes[end])) end += 1;
  return end;
}

/** Minutes from UTC of the zone that bytes[from, to) name; `undefined` where they name none, or several. Allocates nothing. */
export const namedOffset = (bytes: Uint8Array, from: number, to: number): number | undefined =>
  BY_NAME.get(packed(bytes, from, to));
