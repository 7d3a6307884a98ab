import type { Reader } from '../formats/format.ts';
import { newHead } from '../formats/head.ts';
import { logBytes } from '../lib/log-bytes.ts';
import type { Layout } from '../model/layout.ts';
import type { Declaration, Problem } from './declaration.ts';

type Open = (layout: Layout) => Reader;

/** What does not hold of a declared format by its own samples: a line that it does not read, a phrase that none shows. */
export function checkSamples({ layout, samples, line }: Declaration, open: Open): readonly Problem[] {
  const unread = samples.flatMap((sample) => {
    const cause = whyUnread(sample.text, layout, open);
    return cause === undefined ? [] : [{ line: sample.line, cause }];
  });
  if (unread.length > 0) return unread;
  return layout.phrases.flatMap((phrase) => {
    const reader = open({ ...layout, phrases: [phrase] });
    return samples.some(({ text }) => kindOf(reader, text) === phrase.edge)
      ? []
      : [
          {
            line,
            cause: `no sample's message is the phrase ${JSON.stringify(phrase.template)} from its beginning to its end`,
          },
        ];
  });
}

const headOf = (reader: Reader, text: string) => {
  const head = newHead();
  const bytes = logBytes(text);
  return reader.starts(bytes, 0, bytes.length, head) ? head : undefined;
};

const kindOf = (reader: Reader, text: string) => {
  const bytes = logBytes(text);
  return reader.classify(bytes, 0, bytes.length, newHead());
};

function whyUnread(text: string, layout: Layout, open: Open): string | undefined {
  const head = headOf(open(layout), text);
  if (!head) return `this sample is not read: ${placeOfFailure(text, layout, open)}`;
  const hasTime = /\{time|\(\?<time>/.test(layout.head);
  return hasTime && Number.isNaN(head.wall) ? 'the time of this sample is not understood' : undefined;
}

/** Where the longest beginning of the template ends that still fits. */
function placeOfFailure(text: string, layout: Layout, open: Open): string {
  if (layout.head.startsWith('^')) return 'the pattern does not match it';
  const cuts = [...layout.head.matchAll(/\{[a-z:]+\}/g)].map(({ index }) => index);
  const fits = cuts.findLast((cut) => headOf(open({ ...layout, head: `${layout.head.slice(0, cut)}{message}` }), text));
  const column = layout.head.slice(fits ?? 0).match(/^[^{]*\{[a-z:]+\}/)?.[0] ?? layout.head;
  return `${column} does not fit`;
}
