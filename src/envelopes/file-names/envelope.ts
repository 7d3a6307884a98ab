import type { Envelope } from '../envelope.ts';

// logs/app.log.1:12:text · app.log-text
const NAMED = /^(?<file>(?!\d)[\w./-]*\w\.(?:log|txt|out|err)(?:\.\d{1,3})?)[:-](?:\d{1,9}[:-])?/;
/** What grep sets between groups of lines. */
const BETWEEN = '--';
/** Fewer lines begin so by chance. */
const LEAST = 2;
/** Lines that are wrapped have no name of their own. */
const MOST = 0.8;

const areNamed = (lines: readonly string[]): boolean => {
  const told = lines.filter((line) => line.trim() !== '' && line !== BETWEEN);
  return told.length >= LEAST && told.filter((line) => NAMED.test(line)).length >= MOST * told.length;
};

/** Lines with the name of their file before them, as grep prints them of several files, with `-n` their numbers too. */
export const fileNames: Envelope = {
  id: 'file-names',
  title: "lines with their file's name (grep)",
  docs: 'https://www.gnu.org/software/grep/manual/grep.html#Output-Line-Prefix-Control',
  samples: [
    {
      line: 'logs/uwsgi.log.1:12:DAMN ! worker 1 (pid: 2449) died :( trying respawn ...',
      inner: { text: 'DAMN ! worker 1 (pid: 2449) died :( trying respawn ...', stream: 'logs/uwsgi.log.1' },
    },
    {
      line: 'app.log-  File "a.py", line 1, in f',
      inner: { text: '  File "a.py", line 1, in f', stream: 'app.log' },
    },
  ],
  learn: ({ lines }) => (areNamed(lines) ? 'names' : undefined),
  open: () => (line) => {
    const { 0: before = '', groups } = NAMED.exec(line) ?? {};
    return groups === undefined ? undefined : { text: line.slice(before.length), stream: groups['file'] };
  },
};
