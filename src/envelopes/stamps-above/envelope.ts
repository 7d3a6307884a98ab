import type { Envelope } from '../envelope.ts';
import { ISO_TIME, SYSLOG_TIME } from '../stated-time.ts';

/** A line that holds a time and nothing else. */
const STAMP = new RegExp(`^(?:${ISO_TIME}|${SYSLOG_TIME})\\s*$`);

/** Fewer are said in passing; a page's table gives every line one. */
const FEWEST = 3;
const MANY = 0.4;

const isStamp = (line: string): boolean => STAMP.test(line);

const jointOf = (line: string, next: string): string | undefined =>
  isStamp(line) && next.trim() !== '' && !isStamp(next) ? ' ' : undefined;

/** The columns of a console's table, as a browser copies them: the time, and what was said at it on the line below. */
export const stampsAbove: Envelope = {
  id: 'stamps-above',
  title: 'a time on a line of its own above each line (CloudWatch and other consoles, copied)',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  samples: ['2026-11-23T09:48:49.123Z', '2026-11-23T09:48:49.124Z', 'Nov 23 09:48:50'].map((line) => ({
    line,
    inner: { text: line },
  })),
  learn: ({ lines }) => {
    const told = lines.filter((line) => line.trim() !== '');
    const { length } = told.filter(isStamp);
    return length >= FEWEST && length >= MANY * told.length ? '' : undefined;
  },
  cutsLines: true,
  joins: () => jointOf,
  open: () => (line) => (isStamp(line) ? { text: line } : undefined),
};
