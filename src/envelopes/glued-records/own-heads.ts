const LEVEL = '(?:TRACE|DEBUG|INFO|NOTICE|SUCCESS|WARNING|WARN|ERROR|CRITICAL|FATAL)(?![a-zA-Z])';
const TIME = String.raw`\[?\d{4}[-/]\d\d[-/]\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d{3,6})?(?:Z| ?[+-]\d\d:?\d\d)?`;
const MARKS = String.raw`[^\w\s]{0,3} [^\w\s]{0,3}`;

// 2026-11-23 08:02:30,123 INFO [10] app: …        [2026-11-23 08:02:30.123] app.views [10] error: …        a level, not far behind date and time
const HEAD = new RegExp(`^(?<time>${TIME})(?<between>(?:${MARKS}[\\w.-]+){0,2}?${MARKS})${LEVEL}`, 'i');

/** How many lines must begin so before others are taken to go on so within a line. */
const FEWEST = 3;

/** A record that is quoted stands behind a mark, a blank or an escaped line end. */
const NOT_QUOTED = String.raw`(?<=[^\s"'([{<>|=:,\\])(?<!\\[nrt])`;

/** The heads, from date to level, with which several of these lines begin, as one pattern; empty where none do. */
export function ownHeads(lines: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const { time, between } = HEAD.exec(line)?.groups ?? {};
    if (time === undefined || between === undefined) continue;
    const shape = shapeOf(time, between);
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  const shapes = [...counts].filter(([, count]) => count >= FEWEST).map(([shape]) => shape);
  return shapes.length === 0 ? '' : `${NOT_QUOTED}(?:${shapes.join('|')})${LEVEL}`;
}

/** A time keeps the number of its digits; the words between it and the level are pids and names. */
const shapeOf = (time: string, between: string): string =>
  escaped(time).replaceAll(/\d/g, String.raw`\d`) +
  between.replaceAll(/[\w.-]+|[^\w.-]+/g, (part) =>
    /^\d+$/.test(part) ? String.raw`\d+` : /\w/.test(part) ? String.raw`[\w.-]+` : escaped(part),
  );

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
