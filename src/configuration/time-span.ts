const MILLISECONDS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  '': 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

// 60 · 60s · 1m30s · 1h 30m · 500ms
const SPAN = /^(?=\d)(?:\d{1,9}(?:ms|[smhdw])\s*)*(?:\d{1,9})?$/;

/** Seconds of a time as nginx and PHP-FPM write it (`1m30s` is `90`); `undefined` if it is none. */
export const secondsOf = (text: string): string | undefined => {
  if (!SPAN.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+)(ms|[smhdw]|)/g)];
  const sum = parts.reduce((total, [, count = '', unit = '']) => total + Number(count) * (MILLISECONDS[unit] ?? 0), 0);
  return String(sum / 1000);
};
