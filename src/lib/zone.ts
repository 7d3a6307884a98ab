const OFFSET = /^([+-])(\d\d):?(\d\d)$/;
const MICROS_PER_MINUTE = 60_000_000;

/** True if `zone` is an offset (`+08:00`, `-0330`), `Z`, or a name that the IANA time zone database has (`Asia/Shanghai`, `UTC`). */
export function isZone(zone: string): boolean {
  if (zone === 'Z' || OFFSET.test(zone)) return true;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Minutes east of UTC in a zone for which `isZone` holds, when a clock there shows `wallUs`, microseconds read as though in UTC. */
export function zoneOffsetMin(zone: string, wallUs: number): number {
  if (zone === 'Z') return 0;
  const stated = minutesIn(zone);
  if (stated !== undefined) return stated;
  // Twice: the offset at the moment that the first guess gives, which differs from it around a change of the clocks.
  const guess = zoneOffsetAt(zone, wallUs);
  return zoneOffsetAt(zone, wallUs - guess * MICROS_PER_MINUTE);
}

/** Minutes east of UTC in a zone that the IANA time zone database names, at an instant in microseconds UTC. */
function zoneOffsetAt(zone: string, us: number): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(us / 1_000);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  return minutesIn(name.replace('GMT', '')) ?? 0;
}

function minutesIn(offset: string): number | undefined {
  const [, sign, hours, minutes] = OFFSET.exec(offset) ?? [];
  return sign === undefined ? undefined : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
