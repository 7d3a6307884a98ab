import type { Envelope, Inner, Peel } from '../envelope.ts';
import type { Fields } from '../../lib/json-fields.ts';
import { learnNames, toldByNames } from '../own-names.ts';
import { toldFields } from '../told-fields.ts';

// ts=2026-11-23T09:46:46.939 lvl=error mod=shop msg="Exception on /item [GET]" exc="Traceback (most …\n  File …"
const OPENING = /^(?:@?timestamp|time|ts|t|datetime|asctime)="?\d/;
const PAIR = /([\w.@-]+)=(?:"((?:[^"\\]|\\.)*)"|(\S*))(?: +|$)/gy;
/** at=info ts=…: where the time does not come first, two pairs alone may be a sentence about something else. */
const FEWEST_PAIRS = 3;

const unescaped = (text: string): string =>
  text.replace(/\\(.)/gs, (_, escaped: string) => ({ n: '\n', t: '\t', r: '' })[escaped] ?? escaped);

/** A line is logfmt only if it is nothing but pairs. */
const fieldsIn = (line: string): Fields | undefined => {
  const fields: Record<string, string> = {};
  let [end, count] = [0, 0];
  for (const [pair, name = '', quoted, bare = ''] of line.matchAll(PAIR)) {
    fields[name] = quoted === undefined ? bare : unescaped(quoted);
    end += pair.length;
    count += 1;
  }
  return end === line.length && (count >= FEWEST_PAIRS || OPENING.test(line)) ? fields : undefined;
};

/** Where anything else comes first, the line must state a time. */
const peelBy =
  (told: (fields: Fields) => Inner | undefined): Peel =>
  (line) => {
    const fields = fieldsIn(line);
    const inner = fields && told(fields);
    return inner?.stamp || OPENING.test(line) ? inner : undefined;
  };

const peel = peelBy(toldFields);

/** One record a line as `key=value` pairs, with a time among them. */
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
    {
      line: 'level=info ts=2026-11-23T09:46:34.049Z caller=http.py:17 msg=request rid=47a3c3bb',
      inner: { text: 'INFO request caller=http.py:17 rid=47a3c3bb' },
    },
  ],
  learn: (sample) => learnNames(sample, peel, fieldsIn),
  open: (layout) => peelBy(toldByNames(layout) ?? toldFields),
};
