import type { Envelope, Peel } from '../envelope.ts';

const HEADER = /(?: {2}\+ Exception Group )?Traceback \(most recent call last\):\s*$/;
/** Of Ruby, of which loggers print each frame alone (unicorn, http_request.rb log_error). */
const RUBY_FRAME = /(?<![^\s])[^\s:'"]+\.(?:rb|ru|erb):\d+:in [`'][^']*'\s*$/;
const FRAME = /^\s*(?:\| +)?File "[^"]*", line \d+/;
/** What only goes on from the line above it, blank lines of a chain and what a collector stripped of its indentation too. */
const GOES_ON = /^(?:\s|$|File "[^"]*", line \d+)/;
const LINK = /^(?:During handling of the above|The above exception was)/;
/** What ends a traceback is a class, spelt like one or named for what went wrong. */
const EXCEPTION = /^(?:[A-Za-z_]\w*\.)*(?:[A-Z]\w*|\w*(?:error|timeout|exit|interrupt|fault|abort))(?::|$)/;
const TIME_OF_DAY = /\d\d:\d\d:\d\d(?:[.,]\d+)?/;

const literal = (text: string): string =>
  text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replace(/\d+/g, String.raw`\d+`);

/** The pattern of the head before a traceback's header, if the line below has one too; as a source of a regular expression. */
function patternAt(lines: readonly string[], at: number): string | undefined {
  const line = lines[at] ?? '';
  const head = line.slice(0, Math.max(0, line.search(HEADER)));
  if (!/\d.*\S\s*$/.test(head)) return undefined;
  const told = head.trimEnd();
  const pattern = `^${literal(told)} {0,${String(head.length - told.length)}}`;
  const [below] = new RegExp(pattern).exec(lines[at + 1] ?? '') ?? [];
  return below !== undefined && FRAME.test((lines[at + 1] ?? '').slice(below.length)) ? pattern : undefined;
}

/** The same before a frame of Ruby's, if the line above has one too. */
function patternAtRuby(lines: readonly string[], at: number): string | undefined {
  const line = lines[at] ?? '';
  // in most lines to seek the pattern takes longer than all else that is learnt of them
  if (!line.includes(':in ')) return undefined;
  const head = line.slice(0, Math.max(0, line.search(RUBY_FRAME)));
  if (!/\d.*\S\s*$/.test(head)) return undefined;
  const pattern = `^${literal(head)}`;
  return new RegExp(pattern).test(lines[at - 1] ?? '') ? pattern : undefined;
}

interface Headed {
  readonly head: string;
  readonly rest: string;
}

const headed = (line: string, patterns: readonly RegExp[]): Headed | undefined => {
  const [head] = patterns.flatMap((pattern) => pattern.exec(line)?.[0] ?? []);
  return head === undefined ? undefined : { head, rest: line.slice(head.length) };
};

const speakerOf = ({ head }: Headed): string => head.replace(TIME_OF_DAY, '').trimEnd();

const isFurther = (rest: string): boolean => GOES_ON.test(rest) || LINK.test(rest) || RUBY_FRAME.test(rest);

function goesOn(above: Headed, line: Headed): boolean {
  if (speakerOf(above) !== speakerOf(line)) return false;
  // The next of a chain stands below a blank line or the sentence that ties it to the one before, a part of a group at its margin.
  if (HEADER.test(line.rest)) return /^\s+\|/.test(line.rest) || above.rest.trim() === '' || LINK.test(above.rest);
  if (HEADER.test(above.rest) || FRAME.test(above.rest) || isFurther(line.rest)) return true;
  return EXCEPTION.test(line.rest) && !EXCEPTION.test(above.rest);
}

/** Ruby itself indents frames. */
const indented = (rest: string): string => (/^\S/.test(rest) && RUBY_FRAME.test(rest) ? `\t${rest}` : rest);

/** The head of the first line stands for all; a bare traceback is known by its header's standing alone. */
const peelOf =
  (patterns: readonly RegExp[]): Peel =>
  (whole) => {
    const [first = '', ...below] = whole.split('\n');
    const opening = headed(first, patterns);
    if (!opening || below.length === 0) return undefined;
    const own = HEADER.test(opening.rest) ? [opening.head.trimEnd(), opening.rest] : [first];
    return { text: [...own, ...below.map((line) => indented(headed(line, patterns)?.rest ?? line))].join('\n') };
  };

const parsed = (layout: string): readonly RegExp[] => {
  const patterns: unknown = layout === '' ? [] : JSON.parse(layout);
  return Array.isArray(patterns) ? patterns.map((pattern) => new RegExp(String(pattern))) : [];
};

/** Messages of several lines, each with the logger's head before it: what a traceback is made of stands in as many records. */
export const repeatedHeads: Envelope = {
  id: 'repeated-heads',
  title: 'a head before every line of a message (vLLM, Airflow, redirected output in Celery)',
  docs: 'https://docs.celeryq.dev/en/stable/userguide/configuration.html#worker-redirect-stdouts',
  samples: [
    {
      line: [
        'ERROR 11-23 09:48:58 engine.py:160] Traceback (most recent call last):',
        'ERROR 11-23 09:48:58 engine.py:160]   File "/srv/llm/loop.py", line 221, in run',
        'ERROR 11-23 09:48:58 engine.py:160]     step()',
        'ERROR 11-23 09:48:58 engine.py:160] RuntimeError: no device',
      ].join('\n'),
      inner: {
        text: [
          'ERROR 11-23 09:48:58 engine.py:160]',
          'Traceback (most recent call last):',
          '  File "/srv/llm/loop.py", line 221, in run',
          '    step()',
          'RuntimeError: no device',
        ].join('\n'),
      },
    },
  ],
  learn: ({ lines: told }) => {
    const lines = told.flatMap((line) => line.split('\n'));
    const patterns = [...new Set(lines.flatMap((_, at) => patternAt(lines, at) ?? patternAtRuby(lines, at) ?? []))];
    return patterns.length === 0 ? undefined : JSON.stringify(patterns);
  },
  joins: (layout) => {
    const patterns = parsed(layout);
    return (line, next) => {
      const [above, below] = [headed(line, patterns), headed(next, patterns)];
      return above && below && goesOn(above, below) ? '\n' : undefined;
    };
  },
  open: (layout) => peelOf(parsed(layout)),
};
