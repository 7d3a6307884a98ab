import type { Envelope, Inner, Peel } from '../envelope.ts';
import { shareOf } from '../sample-share.ts';

/** What word processors, chats and pages make of a log's own characters. */
const SET: Readonly<Record<string, string>> = {
  ...{ '“': '"', '”': '"', '„': '"', '‟': '"', '″': '"', '‘': "'", '’': "'" },
  // blanks that do not break, and marks without width
  ...{ '\u00A0': ' ', '\u202F': ' ', '\u2007': ' ', '\u200B': '', '\u2060': '' },
};
const CHARACTERS = new RegExp(`[${Object.keys(SET).join('')}]`, 'g');
/** Markdown's, where nothing but it has a backslash there. */
const ESCAPED = /(?<![\\\w])\\(?=[*[\]])/g;

const restored = (line: string): string =>
  line.replace(CHARACTERS, (character) => SET[character] ?? character).replace(ESCAPED, '');

/** What a page's source has for them. */
const ENTITIES: Readonly<Record<string, string>> = {
  ...{
    '&quot;': '"',
    '&#34;': '"',
    '&#x27;': "'",
    '&#39;': "'",
    '&lt;': '<',
    '&gt;': '>',
    '&nbsp;': ' ',
    '&amp;': '&',
  },
};
const ENTITY = new RegExp(Object.keys(ENTITIES).join('|'), 'g');
const OF_PAGE = /File &(?:quot|#34);[^&"]+&(?:quot|#34);, line \d/;
const PAGE = 'page';

const changed = (line: string, text: string): Inner | undefined => (text === line ? undefined : { text });

const peel: Peel = (line) => changed(line, restored(line));
const peelPage: Peel = (line) =>
  changed(
    line,
    line.replace(ENTITY, (entity) => ENTITIES[entity] ?? entity),
  );

/** A frame's file, a head's beginning or a server's stars as they were set: quotes within a message are the program's own. */
const OF_LOG =
  /File [“”„″][^“”"]+[“”″], line \d|^ *[\u00A0\u200B]\s*\S|\u00A0 ?File "|\[\d{4}-\d\d-\d\d\u00A0|^\\\[\d{4}-|\*\*\\\* /u;

/** Characters that a word processor or a page has put in the place of a log's own. */
export const typeset: Envelope = {
  id: 'typeset',
  title: "typeset text (curly quotes, non-breaking blanks, escaped stars, a page's source)",
  docs: 'https://en.wikipedia.org/wiki/Quotation_mark#Curved_quotes_within_word_processing',
  samples: [
    {
      line: '  File “/srv/shop/views.py”, line 17, in report',
      inner: { text: '  File "/srv/shop/views.py", line 17, in report' },
    },
    { line: '\u00A0\u00A0\u00A0\u00A0time.sleep(60)', inner: { text: '    time.sleep(60)' } },
    {
      line: String.raw`Mon Nov 24 15:03:14 2026 - **\* HARAKIRI ON WORKER 8 (pid: 7654, try: 1) ***`,
      inner: { text: 'Mon Nov 24 15:03:14 2026 - *** HARAKIRI ON WORKER 8 (pid: 7654, try: 1) ***' },
    },
  ],
  learn(sample) {
    if (sample.lines.some((line) => OF_PAGE.test(line))) return PAGE;
    return sample.lines.some((line) => OF_LOG.test(line)) && shareOf(sample, peel) > 0 ? '' : undefined;
  },
  open: (layout) => (layout === PAGE ? peelPage : peel),
};
