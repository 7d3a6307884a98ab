import type { Envelope, Inner } from '../envelope.ts';
import { entryInner } from '../journal-entry.ts';
import { isoStamp } from '../stated-time.ts';

// Mon 2026-11-23 08:53:20.123456 UTC [s=4f1;i=1f2;b=9a;m=1;t=2;x=3]
const HEAD = /^[A-Z][a-z]{2} (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?) (\S+) \[s=[0-9a-f]+;[^\]]*\]$/m;
/** A value of several lines is indented under its first character. */
const FIELD = /\n {4}(_{0,2}[A-Z][A-Z0-9_]{0,63})=/g;

function fieldsIn(entry: string): Readonly<Record<string, string>> {
  const heads = [...entry.matchAll(FIELD)];
  return Object.fromEntries(
    heads.map((head, at) => {
      const value = entry.slice(head.index + head[0].length, heads[at + 1]?.index);
      return [head[1] ?? '', value.replaceAll(`\n${' '.repeat(head[0].length - 1)}`, '\n').trimEnd()];
    }),
  );
}

const peel = (entry: string): Inner | undefined => {
  const [, time = '', zone = ''] = HEAD.exec(entry) ?? [];
  const fields = fieldsIn(entry);
  const { MESSAGE: text } = fields;
  if (time === '' || text === undefined) return undefined;
  const inner = entryInner(fields, text);
  // Zones are told by their names, which only one is known by for certain.
  return { ...inner, stamp: inner.stamp ?? isoStamp(`${time}${zone === 'UTC' ? 'Z' : ''}`) };
};

/** `journalctl -o verbose`: a line with the time, and indented below it one line a field. */
export const journalVerbose: Envelope = {
  id: 'journal-verbose',
  title: 'journalctl -o verbose',
  docs: 'https://www.freedesktop.org/software/systemd/man/latest/journalctl.html#verbose',
  samples: [
    {
      line: 'Mon 2026-11-23 08:53:20.123456 UTC [s=4f1;i=1f2;b=9a;m=1;t=2;x=3]\n    _PID=14144\n    _HOSTNAME=web1\n    _SYSTEMD_UNIT=web.service\n    SYSLOG_IDENTIFIER=gunicorn\n    MESSAGE=[2026-11-23 08:53:20 +0000] [14144] [CRITICAL] WORKER TIMEOUT (pid:14150)',
      inner: {
        text: '[2026-11-23 08:53:20 +0000] [14144] [CRITICAL] WORKER TIMEOUT (pid:14150)',
        host: 'web1',
        stream: 'web.service[14144]',
        pid: 14144,
      },
    },
    {
      line: 'Mon 2026-11-23 09:53:20 CET [s=4f1;i=1f3;b=9a;m=1;t=2;x=3]\n    MESSAGE=Traceback (most recent call last):\n              File "a.py", line 1, in f\n            ValueError: no\n    _PID=1\n    SYSLOG_IDENTIFIER=web',
      inner: {
        text: 'Traceback (most recent call last):\n  File "a.py", line 1, in f\nValueError: no',
        stream: 'web[1]',
        pid: 1,
      },
    },
  ],
  learn: ({ lines }) => (lines.some((line) => HEAD.test(line)) ? '' : undefined),
  joins: () => (_line, next) => (next.startsWith('    ') ? '\n' : undefined),
  open: () => peel,
};
