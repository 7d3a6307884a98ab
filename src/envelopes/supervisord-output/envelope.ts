import type { Envelope, Inner } from '../envelope.ts';
import { shareOf } from '../sample-share.ts';
import { anyStamp } from '../stated-time.ts';

// 2026-11-23 08:02:31,123 DEBG 'web' stderr output:        supervisor 3.0 to 4.2, dispatchers.py: what the child wrote follows on lines of its own
const OUTPUT = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) DEBG '[^']+' std(?:out|err) output:\r?$/;

/** The line above what a child wrote reads on in the first of its lines, which so gets the time of it. */
const peel = (line: string): Inner | undefined => {
  const [, time] = OUTPUT.exec(line) ?? [];
  return time === undefined ? undefined : { text: '', stamp: anyStamp(time), partial: true };
};

/** supervisord's own log with `loglevel=debug`: what its children write stands in it, below a line for each piece. */
export const supervisordOutput: Envelope = {
  id: 'supervisord-output',
  title: "supervisord's debug log",
  docs: 'https://supervisord.org/logging.html#activity-log-levels',
  cutsLines: true,
  samples: [
    {
      line: "2026-11-23 08:02:31,123 DEBG 'web' stderr output:",
      inner: { text: '', partial: true },
    },
  ],
  learn: (sample) => (shareOf(sample, peel) > 0 ? '' : undefined),
  open: () => peel,
};
