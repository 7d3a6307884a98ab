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
  readonly cutsLines: boolean;
  readonly holdsLines: boolean;
  readonly joins: boolean;
}

/** Takes off whatever wraps a line, in two steps: pieces of a line that was cut are joined between them. */
export interface Peeler {
  /** As far in as the last envelope that cuts lines. */
  readonly outer: (line: string) => Peeled;
  /** What joins a line to the next, which reads on from it; `undefined` where no line was broken. */
  readonly joint: ((line: string, next: string) => string | undefined) | undefined;
  /** All the rest. */
  readonly inner: (whole: Peeled) => Peeled;
  /** The lines that a whole one holds, where an envelope set several into one; else that one alone. */
  readonly linesIn: (whole: Peeled) => readonly Peeled[];
}

/** A line that stands for itself. */
export const peelLine = ({ outer, inner }: Peeler, line: string): Peeled => inner(outer(line));

/** The envelopes that a source's lines are wrapped in, at any depth. */
export function learnEnvelopes(envelopes: readonly Envelope[], sample: WrappedSample): readonly EnvelopeLayout[] {
  const found: EnvelopeLayout[] = [];
  let { lines } = sample;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const fresh = learnLayer(envelopes, found, { ...sample, lines });
    if (!fresh) break;
    found.push(fresh.layout);
    lines = joined(lines, fresh.joint).flatMap((line) => (fresh.peel(line)?.text ?? line).split('\n'));
  }
  return found;
}

interface Fresh extends Pick<Peeler, 'joint'> {
  readonly layout: EnvelopeLayout;
  readonly peel: Peel;
}

/** The lines as they were before they were broken apart. */
const joined = (lines: readonly string[], joint: Peeler['joint']): readonly string[] =>
  joint === undefined
    ? lines
    : lines.reduce<string[]>((whole, line, at) => {
        const between = at === 0 ? undefined : joint(lines[at - 1] ?? '', line);
        return between === undefined
          ? [...whole, line]
          : [...whole.slice(0, -1), `${whole.at(-1) ?? ''}${between}${line}`];
      }, []);

function learnLayer(
  envelopes: readonly Envelope[],
  found: readonly EnvelopeLayout[],
  sample: WrappedSample,
): Fresh | undefined {
  const isJoined = jointOf(found, envelopes) !== undefined;
  for (const envelope of envelopes) {
    if (envelope.nests !== true && found.some((layout) => layout.envelope === envelope.id)) continue;
    const head = envelope.learn(sample);
    if (head === undefined) continue;
    const joint = envelope.joins?.(head);
    // Lines are put together once: what looks broken after that was written so.
    if (!isJoined || !joint) return { layout: { envelope: envelope.id, head }, peel: envelope.open(head), joint };
  }
  return undefined;
}

/** Takes off whatever wraps a line, of the envelopes that the source was found to use; each as often as it was found. */
export function openEnvelopes(layouts: readonly EnvelopeLayout[], envelopes: readonly Envelope[]): Peeler {
  const layers = layouts.flatMap(({ envelope, head }): readonly Layer[] => {
    const member = envelopes.find(({ id }) => id === envelope);
    const { id, cutsLines = false, holdsLines = false, joins } = member ?? {};
    return member && id ? [{ id, peel: member.open(head), cutsLines, holdsLines, joins: joins !== undefined }] : [];
  });
  const cuts = layers.findLastIndex(({ cutsLines }) => cutsLines) + 1;
  const peelOff = (some: readonly Layer[]) => (line: Peeled) => some.reduce(withoutLayer, line);
  const outer = peelOff(layers.slice(0, cuts));
  const joint = jointWithin(layers, jointOf(layouts, envelopes));
  const inner = layers.slice(cuts);
  const held = inner.findLastIndex(({ holdsLines }) => holdsLines) + 1;
  const [around, within] = [peelOff(inner.slice(0, held)), peelOff(inner.slice(held))];
  const linesIn = (whole: Peeled): readonly Peeled[] => {
    const peeled = around(whole);
    const texts = held === 0 ? [peeled.text] : peeled.text.split('\n');
    return texts.map((text) => within({ ...peeled, text }));
  };
  return { joint, outer: (line) => outer({ text: line, layers: [] }), inner: peelOff(inner), linesIn };
}

/** Who joins lines was learnt from what the layers around it left. */
function jointWithin(layers: readonly Layer[], joint: Peeler['joint']): Peeler['joint'] {
  const around = layers.slice(
    0,
    layers.findIndex(({ joins }) => joins),
  );
  if (joint === undefined || around.length === 0) return joint;
  const textIn = (line: string): string => around.reduce((text, { peel }) => peel(text)?.text ?? text, line);
  return (line, next) => joint(textIn(line), textIn(next));
}

const jointOf = (layouts: readonly EnvelopeLayout[], envelopes: readonly Envelope[]): Peeler['joint'] =>
  layouts.flatMap(({ envelope, head }) => envelopes.find(({ id }) => id === envelope)?.joins?.(head) ?? [])[0];

function withoutLayer(peeled: Peeled, { id, peel }: Layer): Peeled {
  const inner = peel(peeled.text) ?? innerOfLines(peeled.text, peel);
  return inner ? withInner(peeled, inner, id) : peeled;
}

/** Of a line that holds several, each is unwrapped by itself; what they state for themselves is not the others'. */
function innerOfLines(text: string, peel: Peel): Inner | undefined {
  if (!text.includes('\n')) return undefined;
  const lines = text.split('\n').map((line) => ({ line, inner: peel(line) }));
  if (lines.every(({ inner }) => inner === undefined)) return undefined;
  return { text: lines.map(({ line, inner }) => inner?.text ?? line).join('\n') };
}

const withInner = (outer: Peeled, inner: Inner, id: string): Peeled => ({
  text: inner.text,
  stamp: inner.stamp ?? outer.stamp,
  host: inner.host ?? outer.host,
  stream: [outer.stream, inner.stream].filter((part) => part !== undefined).join(' ') || undefined,
  pid: inner.pid ?? outer.pid,
  partial: inner.partial ?? outer.partial,
  layers: [...outer.layers, id],
});
