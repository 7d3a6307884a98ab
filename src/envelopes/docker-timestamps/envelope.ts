import type { Envelope, Inner } from '../envelope.ts';
import { shareOf } from '../sample-share.ts';
import { ISO_TIME, isoStamp } from '../stated-time.ts';

// 2021-04-27T09:07:15.165954784Z TEXT    2021-04-27T09:07:15.123Z<tab>TEXT    2021-04-27T09:07:15.123+02:00 TEXT
// 2021-04-27T09:07:15.165954784Z [err]  TEXT        Railway's console, which names the stream
const LINE =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d))(?:[ \t](?:\[(?:err|inf|wrn|dbg)\] {1,2})?(.*))?$/s;

/** No logging library writes as many decimals. */
const NANOSECONDS = /\.\d{7,9}(?:Z|[+-])/;
/** What has a head of its own, or never has one. */
const OWN_HEAD = new RegExp(
  `^(?:\\[?${ISO_TIME}|\\{"|Traceback \\(|  File "|\\S+ \\S+ \\S+ \\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:)`,
);

const peel = (line: string): Inner | undefined => {
  const [, time = '', text = ''] = LINE.exec(line) ?? [];
  if (time === '' || !(NANOSECONDS.test(time) || OWN_HEAD.test(text))) return undefined;
  return { text, stamp: isoStamp(time) };
};

/** The same where the whole log is known to be stamped so. */
const peelAll = (line: string): Inner | undefined => {
  const [, time = '', text = ''] = LINE.exec(line) ?? [];
  return time === '' ? undefined : { text, stamp: isoStamp(time) };
};

/** The time at which a collector read the line, and the line: `docker logs -t`, `kubectl logs --timestamps`, CloudWatch exports. */
export const dockerTimestamps: Envelope = {
  id: 'docker-timestamps',
  title: 'docker logs -t, kubectl logs --timestamps, Railway',
  docs: 'https://docs.docker.com/reference/cli/docker/container/logs/',
  samples: [
    {
      line: '2026-11-23T09:48:48.667243264Z [2026-11-23 09:48:48 +0000] [7] [INFO] Booting worker with pid: 7',
      inner: { text: '[2026-11-23 09:48:48 +0000] [7] [INFO] Booting worker with pid: 7' },
    },
    {
      line: '2026-11-23T09:48:48.000000000Z [err]    File "a.py", line 1, in f',
      inner: { text: '  File "a.py", line 1, in f' },
    },
    {
      line: '2026-11-23T09:48:48.667243264Z Puma version: 6.0.2 (ruby 3.1.2)',
      inner: { text: 'Puma version: 6.0.2 (ruby 3.1.2)' },
    },
    { line: '2026-11-23T09:48:48.667243264Z     return f(x)', inner: { text: '    return f(x)' } },
  ],
  learn(sample) {
    const share = shareOf(sample, peel);
    if (share === 0) return undefined;
    return share >= 0.2 && shareOf(sample, peelAll) >= 0.9 ? 'all' : 'some';
  },
  open: (layout) => (layout === 'all' ? peelAll : peel),
};
