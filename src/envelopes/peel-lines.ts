import type { EnvelopeLayout } from '../model/layout.ts';
import type { Envelope, Inner, Peel, WrappedSample } from './envelope.ts';

/** Nothing in the wild is wrapped more often. */
const MAX_DEPTH = 6;

/** A line with all of its wrappings taken off: what the inner ones state counts, where they state it. */
export interface Peeled extends Inner {
  /** Ids of the envelopes that were taken off, outermost first. */
  readonly layers: readonly string[];
}

interface Layer {
  readonly id: string;
  readonly peel: Peel;
}

export type PeelAll = (line: string) => Peeled;

/** The envelopes that a source's lines are wrapped in, at any depth. */
export function learnEnvelopes(envelopes: readonly Envelope[], sample: WrappedSample): readonly EnvelopeLayout[] {
  const found: EnvelopeLayout[] = [];
  let { lines } = sample;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const fresh = learnLayer(envelopes, found, { ...sample, lines });
    if (!fresh) break;
    found.push(fresh.layout);
    lines = lines.flatMap((line) => (fresh.peel(line)?.text ?? line).split('\n'));
  }
  return found;
}

function learnLayer(
  envelopes: readonly Envelope[],
  found: readonly EnvelopeLayout[],
  sample: WrappedSample,
): { readonly layout: EnvelopeLayout; readonly peel: Peel } | undefined {
  for (const envelope of envelopes) {
    if (found.some((layout) => layout.envelope === envelope.id)) continue;
    const head = envelope.learn(sample);
    if (head !== undefined) return { layout: { envelope: envelope.id, head }, peel: envelope.open(head) };
  }
  return undefined;
}

/** Takes off whatever wraps a line, of the envelopes that the source was found to use; each at most once. */
export function openEnvelopes(layouts: readonly EnvelopeLayout[], envelopes: readonly Envelope[]): PeelAll {
  const layers = layouts.flatMap(({ envelope, head }): readonly Layer[] => {
    const member = envelopes.find(({ id }) => id === envelope);
    return member ? [{ id: member.id, peel: member.open(head) }] : [];
  });
  return (line) => {
    let peeled: Peeled = { text: line, layers: [] };
    for (const { id, peel } of layers) {
      const inner = peel(peeled.text);
      if (inner) peeled = joined(peeled, inner, id);
    }
    return peeled;
  };
}

const joined = (outer: Peeled, inner: Inner, id: string): Peeled => ({
  text: inner.text,
  stamp: inner.stamp ?? outer.stamp,
  host: inner.host ?? outer.host,
  stream: [outer.stream, inner.stream].filter((part) => part !== undefined).join(' ') || undefined,
  pid: inner.pid ?? outer.pid,
  partial: inner.partial ?? outer.partial,
  layers: [...outer.layers, id],
});
