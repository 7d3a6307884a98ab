import type { Envelope, Inner } from '../envelope.ts';
import { shareOf } from '../sample-share.ts';
import { toldFields } from '../told-fields.ts';

// ts=2026-11-23T09:46:46.939 lvl=error mod=shop msg="Exception on /item [GET]" exc="Traceback (most …\n  File …"
const OPENING = /^(?:@?timestamp|time|ts|t|datetime|asctime)="?\d/;
const PAIR = /([\w.@-]+)=(?:"((?:[^"\\]|\\.)*)"|(\S*))(?: +|$)/gy;

const unescaped = (text: string): string =>
  text.replace(/\\(.)/gs, (_, escaped: string) => ({ n: '\n', t: '\t', r: '' })[escaped] ?? escaped);

/** A line is logfmt only if it is nothing but pairs. */
const peel = (line: string): Inner | undefined => {
  if (!OPENING.test(line)) return undefined;
  const fields: Record<string, string> = {};
  let end = 0;
  for (const [pair, name = '', quoted, bare = ''] of line.matchAll(PAIR)) {
    fields[name] = quoted === undefined ? bare : unescaped(quoted);
    end += pair.length;
  }
  return end === line.length ? toldFields(fields) : undefined;
};

/** One record a line as `key=value` pairs, the time first. */
export const logfmt: Envelope = {
  id: 'logfmt',
  title: 'logfmt',
  docs: 'https://brandur.org/logfmt',
  samples: [
    {
      line: 'time=09:46:34.049 level=info msg="begin GET /item" pid=12',
      inner: { text: '09:46:34.049 INFO begin GET /item', pid: 12 },
    },
    {
      line: 'ts=2026-11-23T09:46:34.049 lvl=info mod=shop msg=request rid=47a3c3bb3b656197 path=/item',
      inner: { text: 'INFO shop: request rid=47a3c3bb3b656197 path=/item' },
    },
    {
      line: String.raw`ts=2026-11-23T09:46:46.939 lvl=error msg="Exception on /item [GET]" exc="Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nKeyError: 'a'"`,
      inner: {
        text: 'ERROR Exception on /item [GET]\nTraceback (most recent call last):\n  File "a.py", line 1, in f\nKeyError: \'a\'',
      },
    },
  ],
  learn: (sample) => (shareOf(sample, peel) > 0 ? '' : undefined),
  open: () => peel,
};
