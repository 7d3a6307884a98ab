import type { Envelope, Inner } from '../envelope.ts';

// 3|api      | TEXT            PM2        | 2024-09-09T10:00:01: PM2 log: App [api:3] online
const OF_PROCESS = /^(\d+)\|([\w.@/-]+) *\| ?(.*)$/s;
const OF_DAEMON = /^PM2 +\| (.*)$/s;

const peel = (line: string): Inner | undefined => {
  const [, id = '', name = '', text] = OF_PROCESS.exec(line) ?? [];
  if (text !== undefined) return { text, stream: `${name}:${id}` };
  const [, said] = OF_DAEMON.exec(line) ?? [];
  return said === undefined ? undefined : { text: said, stream: 'PM2' };
};

/** What `pm2 logs` prints: number and name of the process, padded, and a bar. */
export const pm2Logs: Envelope = {
  id: 'pm2-logs',
  title: 'pm2 logs',
  docs: 'https://pm2.keymetrics.io/docs/usage/log-management/',
  samples: [
    {
      line: '3|api      | Traceback (most recent call last):',
      inner: { text: 'Traceback (most recent call last):', stream: 'api:3' },
    },
    {
      line: '3|api      |   File "a.py", line 1, in f',
      inner: { text: '  File "a.py", line 1, in f', stream: 'api:3' },
    },
    {
      line: 'PM2        | 2026-11-23T10:00:01: PM2 log: App [api:3] online',
      inner: { text: '2026-11-23T10:00:01: PM2 log: App [api:3] online', stream: 'PM2' },
    },
  ],
  learn: ({ lines }) => (lines.some((line) => peel(line) !== undefined) ? '' : undefined),
  open: () => peel,
};
