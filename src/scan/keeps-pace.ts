import { type Peeler, peelLine } from '../envelopes/peel-lines.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';

const UPTIME = /^(?:<\d+>)?\[ *(?<seconds>\d+\.\d{6})\]/;

/** Collectors are late by seconds; `dmesg` in a container says at once what the kernel said in months. */
const APART_US = 60 * MICROS_PER_SECOND;

/** True if a collector read what the kernel said as it was said: its own times go on as the uptimes do, and tell when that was. */
export function keepsPace(lines: readonly string[], peeler: Peeler): boolean {
  const read = lines.flatMap((line) => {
    const { text, stamp } = peelLine(peeler, line);
    const seconds = UPTIME.exec(text)?.groups?.['seconds'];
    return seconds === undefined || stamp === undefined ? [] : [stamp.wall - Number(seconds) * MICROS_PER_SECOND];
  });
  return read.length > 0 && Math.max(...read) - Math.min(...read) <= APART_US;
}
