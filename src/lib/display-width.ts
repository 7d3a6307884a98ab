import { eastAsianWidth } from 'get-east-asian-width';

const ASCII = /^[ -~]*$/;

/**
 * What moves as one on a terminal: a flag, an emoji joined of several, a character with the marks on it, a Hangul syllable
 * spelt in its parts. Intl.Segmenter knows more of them, and takes longer to load than a frame to draw.
 */
const CLUSTER = /(?:\p{RI}{2}|.)(?:\u200d\p{ExtPict}|[\p{M}\p{Cf}\p{EMod}\u1160-\u11ff])*/gsu;

const INVISIBLE = /^[\p{Mn}\p{Me}\p{Cc}\p{Cf}\p{Cs}\p{DI}\u1160-\u11ff]$/u;
const AS_EMOJI = /\ufe0f|\u20e3|^\p{RI}{2}/u;
const SPACING_MARK = /\p{Mc}/gu;

/** Measuring costs some microseconds and a log repeats its characters; more of them than this are no script but an attack. */
const KNOWN_AT_MOST = 10_000;
const known = new Map<string, number>();

function widthOf(cluster: string): number {
  if (ASCII.test(cluster)) return cluster.length;
  const width = known.get(cluster) ?? measured(cluster);
  if (known.size < KNOWN_AT_MOST) known.set(cluster, width);
  return width;
}

function measured(cluster: string): number {
  if (AS_EMOJI.test(cluster)) return 2;
  const [first = ''] = cluster;
  const rest = cluster.slice(first.length);
  const base = INVISIBLE.test(first) ? 0 : eastAsianWidth(first.codePointAt(0) ?? 0);
  return base + (rest.match(SPACING_MARK)?.length ?? 0);
}

const clusters = (text: string): readonly string[] => text.match(CLUSTER) ?? [];

/** Columns that a text without control characters takes on a terminal. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  return clusters(text).reduce((width, cluster) => width + widthOf(cluster), 0);
}

/** The text, or as much of its beginning as fits `columns` with `…` after it; no character is split. */
export function cutToWidth(text: string, columns: number): string {
  if (text.length * 2 <= columns || displayWidth(text) <= columns) return text;
  if (columns < 1) return '';
  let end = 0;
  let left = columns - 1;
  for (const cluster of clusters(text)) {
    left -= widthOf(cluster);
    if (left < 0) break;
    end += cluster.length;
  }
  return `${text.slice(0, end)}…`;
}
