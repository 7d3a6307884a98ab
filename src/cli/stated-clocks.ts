import { UserError } from '../lib/errors.ts';
import { isZone } from '../lib/zone.ts';
import type { StatedClock } from '../model/clock.ts';

/** What `--tz GLOB=ZONE` and `--skew GLOB=±ms` say. Throws UserError E_CLOCK for what is neither. */
export const statedClocks = (zones: readonly string[], skews: readonly string[]): readonly StatedClock[] => [
  ...zones.map((text) => ({ pattern: globOf(text, '--tz run.log=+08:00'), zone: zoneOf(text), skewUs: undefined })),
  ...skews.map((text) => ({ pattern: globOf(text, '--skew nginx/*=+4200'), zone: undefined, skewUs: skewOf(text) })),
];

const valueOf = (text: string): string => text.slice(text.lastIndexOf('=') + 1);

const refusal = (sentence: string): UserError => new UserError(sentence, { code: 'E_CLOCK' });

function globOf(text: string, example: string): string {
  const at = text.lastIndexOf('=');
  if (at > 0) return text.slice(0, at);
  throw refusal(`${text} names no file: write a file or a pattern, = and the value, as in ${example}`);
}

function zoneOf(text: string): string {
  const zone = valueOf(text);
  if (isZone(zone)) return zone;
  throw refusal(`${zone} is no time zone: write an offset such as +08:00, or a name such as Asia/Shanghai`);
}

function skewOf(text: string): number {
  const ms = valueOf(text);
  if (/^[+-]?\d+(?:\.\d+)?$/.test(ms)) return Math.round(Number(ms) * 1_000);
  throw refusal(`${ms} is no skew: write milliseconds, as in +4200 for a clock that runs 4.2 s ahead`);
}
