import type { Envelope } from '../envelope.ts';

/** Numbers before lines: those of `grep -n`, of `cat -n`, and of a table, which is told by the head behind them. */
const STYLES: Readonly<Record<string, RegExp>> = {
  grep: /^[ \t]*(\d{1,9})[:-](?!\d\d:\d\d)/,
  cat: /^[ \t]*(\d{1,9})\t/,
  heads: /^[ \t]*(\d{1,9})[ |│]{1,3}(?=\[?\d{4}[-/]\d\d[-/]\d\d[ T]\d\d:\d\d:\d\d)/u,
};
/** An editor's or a page's: each is one more than the one above, and as many blanks or a bar stand behind each. */
const COUNTED = /^[ \t]*(\d{1,9})([ |│]{1,3}|$)/u;
const BEHIND = /^behind (?<blanks>\d)$/;
/** Fewer numbers in a row rise by chance. */
const LEAST = 3;
/** Lines that are wrapped have no number of their own. */
const MOST = 0.8;

/** The numbers of the lines, from the first that has one to the last; empty where others stand between them. */
function numbersIn(lines: readonly string[], style: RegExp): readonly number[] {
  const found = lines.map((line) => style.exec(line)?.[1]);
  const within = lines.slice(
    found.findIndex((number) => number !== undefined),
    found.findLastIndex((number) => number !== undefined) + 1,
  );
  const numbers = found.flatMap((number) => (number === undefined ? [] : Number(number)));
  return numbers.length < MOST * within.filter((line) => line.trim() !== '').length ? [] : numbers;
}

/** Line numbers rise; before heads they may also stand still, as a table's does. */
const isNumbering = (numbers: readonly number[], mayStand: boolean): boolean =>
  numbers.length >= LEAST &&
  (numbers.every((number, at) => at === 0 || number > (numbers[at - 1] ?? 0)) ||
    (mayStand && numbers.every((number) => number === numbers[0])));

/** How many characters stand between each line and its number, of those that count on without a gap; `undefined` where they do not. */
function gapBehind(lines: readonly string[]): number | undefined {
  const numbers = numbersIn(lines, COUNTED);
  const counts = numbers.every((number, at) => at === 0 || number === (numbers[at - 1] ?? 0) + 1);
  if (numbers.length < LEAST || !counts) return undefined;
  const gaps = lines.flatMap((line) => COUNTED.exec(line)?.[2]?.length ?? []).filter((gap) => gap > 0);
  return gaps.length < LEAST ? undefined : Math.min(...gaps);
}

const styleOf = (layout: string): RegExp | undefined => {
  const { blanks } = BEHIND.exec(layout)?.groups ?? {};
  return blanks === undefined ? STYLES[layout] : new RegExp(`^[ \\t]*(\\d{1,9})(?:[ |│]{${blanks}}|$)`, 'u');
};

/** Lines with their numbers before them, as `grep -n` and `cat -n` print them. */
export const numberedLines: Envelope = {
  id: 'numbered-lines',
  title: 'numbered lines (grep -n, cat -n, editors)',
  docs: 'https://www.gnu.org/software/grep/manual/grep.html#Output-Line-Prefix-Control',
  samples: [
    {
      line: '999:DAMN ! worker 1 (pid: 2449) died, killed by signal 9 :( trying respawn ...',
      inner: { text: 'DAMN ! worker 1 (pid: 2449) died, killed by signal 9 :( trying respawn ...' },
    },
    {
      line: '1000:Respawned uWSGI worker 1 (new pid: 8359)',
      inner: { text: 'Respawned uWSGI worker 1 (new pid: 8359)' },
    },
    { line: '1002-  File "a.py", line 1, in f', inner: { text: '  File "a.py", line 1, in f' } },
  ],
  learn: ({ lines }) => {
    const gap = gapBehind(lines);
    if (gap !== undefined) return `behind ${String(gap)}`;
    return Object.entries(STYLES).find(([name, style]) => isNumbering(numbersIn(lines, style), name === 'heads'))?.[0];
  },
  open(layout) {
    const style = styleOf(layout);
    return (line) => {
      const [before] = style?.exec(line) ?? [];
      return before === undefined ? undefined : { text: line.slice(before.length) };
    };
  },
};
