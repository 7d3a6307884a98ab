const ISO = /^(?<day>\d{4}-\d\d-\d\d)T(?<time>\d\d:\d\d:\d\d)(?<fraction>\.\d+)?(?<zone>Z|[+-]\d\d:?\d\d)$/;

interface Reading {
  readonly day: string;
  readonly time: string;
  readonly fraction: string;
  readonly zone: string;
}

/** What stands where no line states a time. */
const NOT_STATED = 'time not stated';

const parseIso = (iso: string): Reading | undefined => {
  const { day, time, fraction = '', zone } = ISO.exec(iso)?.groups ?? {};
  return day !== undefined && time !== undefined && zone !== undefined ? { day, time, fraction, zone } : undefined;
};

/** Milliseconds at most, and none where the clock shows none: servers log whole seconds. */
const shownFraction = (fraction: string): string => (/^\.0*$/.test(fraction) ? '' : fraction.slice(0, 4));

/** The whole ISO time with its offset, no finer than it is known. */
export const fullTime = (iso: string | null): string => {
  if (iso === null) return NOT_STATED;
  const at = parseIso(iso);
  return at ? `${at.day}T${at.time}${shownFraction(at.fraction)}${at.zone}` : iso;
};

/** Just the time of day where day and offset are those of `beside`, else the whole ISO time. */
export const shortTime = (iso: string | null, beside: string | null): string => {
  const at = parseIso(iso ?? '');
  const other = parseIso(beside ?? '');
  return at && other && at.day === other.day && at.zone === other.zone
    ? `${at.time}${shownFraction(at.fraction)}`
    : fullTime(iso);
};

/** The ISO time that many seconds before another, in the same offset; the text itself where it is no ISO time. */
export const secondsBefore = (iso: string | null, seconds: number): string => {
  const at = parseIso(iso ?? '');
  if (!at) return iso ?? NOT_STATED;
  const wallMs = Date.parse(`${at.day}T${at.time}${at.fraction.slice(0, 4)}Z`) - seconds * 1_000;
  const wall = new Date(wallMs).toISOString();
  return fullTime(`${wall.slice(0, -1)}${at.zone}`);
};

/** A length of time as people say it: `0.4 s`, `42 s`, `3 min 05 s`, `2 h 10 min`. */
export const duration = (ms: number): string => {
  const seconds = ms / 1_000;
  if (seconds < 99.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3_600) return `${String(Math.floor(whole / 60))} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${String(Math.floor(whole / 3_600))} h ${String(Math.floor((whole % 3_600) / 60)).padStart(2, '0')} min`;
};
