import { pidOf, textOf } from '../daemons.ts';
import type { Envelope, Inner } from '../envelope.ts';
import { shareOf } from '../sample-share.ts';
import { isoStamp } from '../stated-time.ts';
import { writesLines, writtenLines } from '../written-lines.ts';

// <11>1 2026-11-23T09:33:29.317267+00:00 host app PROCID MSGID [sd@1 k="v"] TEXT        `-`: not stated
const LINE =
  /^(?:\d{1,6} )?<\d{1,3}>1 (\S+) (\S+) (\S+) (\S+) (\S+)(?: (-|(?:\[(?:[^\]"]|"(?:[^"\\]|\\.)*")*\])+))?(?: +(.*))?$/s;

const stated = (text: string | undefined): string | undefined => (text === '-' ? undefined : text);
const OVER_LINES = 'over lines';
const BYTE_ORDER_MARK = '\uFEFF';

const peel = (line: string): Inner | undefined => {
  const [, time = '', host, app, process, , , text = ''] = LINE.exec(line) ?? [];
  if (host === undefined) return undefined;
  const pid = process !== undefined && /^\d{1,7}$/.test(process) ? pidOf(app ?? '', Number(process)) : undefined;
  // Heroku's drains: the app is `app` or `heroku`, the process its dyno.
  const stream = [stated(app), stated(process)].filter((part) => part !== undefined).join('.');
  const bare = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  return {
    text: textOf(app ?? '', bare.replaceAll('#012', '\n')),
    stamp: isoStamp(time),
    host: stated(host),
    stream,
    pid,
  };
};

/** The newer syslog, as it goes over the wire and as daemons write it down (RFC 5424 §6). */
export const rfc5424: Envelope = {
  id: 'rfc5424',
  title: 'syslog (RFC 5424)',
  docs: 'https://www.rfc-editor.org/rfc/rfc5424',
  samples: [
    {
      line: '<11>1 2026-11-23T09:33:29.317267+00:00 web1 gunicorn 7270 - - WORKER TIMEOUT (pid:7271)',
      inner: { text: 'WORKER TIMEOUT (pid:7271)', host: 'web1', stream: 'gunicorn.7270', pid: 7270 },
    },
    {
      line: '<40>1 2012-11-30T06:45:29+00:00 host app web.3 - State changed from starting to up',
      inner: { text: 'State changed from starting to up', host: 'host', stream: 'app.web.3' },
    },
    {
      line: '<165>1 2003-10-11T22:14:15.003Z host evntslog - ID47 [ex@32473 iut="3" s="a]b"][x@1 a="b"] text',
      inner: { text: 'text', host: 'host', stream: 'evntslog' },
    },
  ],
  learn: (sample) => {
    if (shareOf(sample, peel) === 0) return undefined;
    return writesLines(sample.lines, peel) ? OVER_LINES : '';
  },
  joins: (layout) => (layout === OVER_LINES ? writtenLines(peel) : undefined),
  open: () => peel,
};
