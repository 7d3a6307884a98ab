import { unboxed } from './boxed-traceback.ts';
import { unbroken } from './broken-frames.ts';

/** The header of a traceback or stack with its line end written out: `last):\n`, `last):\\n`, `last):#012`. */
const ESCAPED_END = /\(most recent call (?:last|first)\):(?:\\+r)?(?<end>(?<slashes>\\+)n|#012)/;
/** The same of a frame at which a paste begins: `  File "/srv/a.py", line 3, in f\n    return g(x)\n`. */
const ESCAPED_FRAME = /^\s*File "[^"]*", line \d+, in [\w.<>]+(?<end>(?<slashes>\\)n)/;
/** Colours of a terminal, which Python prints from 3.13 on. */
const COLOURS = /\u001b\[[\d;]*m/g;
const HTML: Readonly<Record<string, string>> = {
  ...{ '&quot;': '"', '&#34;': '"', '&#x27;': "'", '&#39;': "'", '&lt;': '<', '&gt;': '>', '&amp;': '&' },
};

/** The lines of a record's text: written-out line ends (JSON, syslog), HTML's characters and colours undone. */
export function linesOf(text: string): readonly string[] {
  const plain = text.includes('\u001b[') ? text.replace(COLOURS, '') : text;
  const lines = unflattened(unescaped(plain)).split('\n');
  return unbroken(unboxed(lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))));
}

/** A traceback of which a page or a chat made one line. */
const FLAT = /Traceback \(most recent call last\): {1,4}(?=File "[^"]*", line \d+, in )/g;
const FLAT_FRAME = /\s+(File "[^"]*", line \d+, in (?:<\w+>|[\w.]+))(?=\s|$)/g;
/** Its exception stands behind the source of the last frame. */
const FLAT_EXCEPTION =
  / (?=(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Exit|Timeout|Interrupt|Exceeded)(?:: |\s*$)(?!.*File "[^"]*", line ))/;

function unflattened(text: string): string {
  if (text.search(FLAT) < 0) return text;
  return text
    .split('\n')
    .map((line) => {
      const at = line.search(FLAT);
      if (at < 0) return line;
      const [header = '', ...frames] = line.slice(at).replace(FLAT_FRAME, '\n  $1\n   ').split('\n');
      const last = (frames.pop() ?? '').replace(FLAT_EXCEPTION, '\n');
      return [`${line.slice(0, at)}${header}`, ...frames, last].join('\n');
    })
    .join('\n');
}

function unescaped(text: string): string {
  const broken = withLineEnds(text);
  if (!broken.includes('File &')) return broken;
  return broken.replace(/&(?:quot|lt|gt|amp|#x27|#39|#34);/g, (entity) => HTML[entity] ?? entity);
}

function withLineEnds(text: string): string {
  const found = ESCAPED_END.exec(text) ?? ESCAPED_FRAME.exec(text);
  const { end, slashes } = found?.groups ?? {};
  if (!found || end === undefined) return text;
  if (slashes === undefined) return text.replaceAll('#015', '').replaceAll('#012', '\n').replaceAll('#011', '\t');
  // As many backslashes as the line end of the header has; the program's own "\n" has more of them.
  const escape = String.raw`(?<!\\)\\{${String(slashes.length)}}`;
  return withinJson(text, found.index, slashes.length)
    .replace(new RegExp(`${escape}r(?=${escape}n)`, 'g'), '')
    .replace(new RegExp(`${escape}n`, 'g'), '\n')
    .replace(new RegExp(`${escape}t`, 'g'), '\t');
}

/** The text up to the quote that ends its JSON string, and quotes in it undone; `depth` counts the backslashes of a line end. */
function withinJson(text: string, from: number, depth: number): string {
  const quote = `${'\\'.repeat(2 * depth - 1)}"`;
  if (!text.includes(`File ${quote}`)) return text;
  const closing = new RegExp(String.raw`(?<!\\)\\{0,${String(2 * depth - 2)}}"`, 'g');
  closing.lastIndex = from;
  return text.slice(0, closing.exec(text)?.index).replaceAll(quote, '"');
}

/** What begins a traceback, a stack dump or, where the header was cut off, a frame. */
const BEGINNING =
  /(?: {2}\+ Exception Group )?Traceback \(most recent call last\):\s*$|Fatal Python error: |(?:Current thread|Thread) 0x[0-9a-f]+|# Thread: |  File "[^"]*", (?:line \d+,? in |in \w+$)/;

/** The lines without what a collector put before each of them: `web-1  | `, `Nov 23 09:15:28 host app[77]: `. */
export function withoutPrefix(lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((line) => BEGINNING.test(line));
  const line = lines[at] ?? '';
  const before = line.slice(0, Math.max(0, line.search(BEGINNING)));
  if (before.trim() === '') return lines;
  const prefix = likePrefix(before);
  return prefix.test(lines[at + 1] ?? '') ? lines.map((some) => some.replace(prefix, '')) : lines;
}

/** Matches the prefix with other digits in it, and at the end of a blank line without its last spaces. */
function likePrefix(before: string): RegExp {
  const told = before.trimEnd();
  const literal = told.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replace(/\d+/g, String.raw`\d+`);
  return new RegExp(`^${literal}\\s{0,${String(before.length - told.length)}}`);
}

/** How many characters of white space a line begins with. */
export const indentOf = (line: string): number => line.length - line.trimStart().length;

/** The lines with up to `margin` characters of white space less, from line `at` on. */
export const undented = (lines: readonly string[], at: number, margin: number): readonly string[] =>
  margin === 0 ? lines : lines.map((line, place) => (place < at ? line : line.slice(Math.min(margin, indentOf(line)))));
