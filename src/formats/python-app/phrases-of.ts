import type { Phrase } from '../../model/layout.ts';
import { statedDuration, type Duration } from './durations.ts';
import type { Token } from './message-tokens.ts';
import type { Edge, Pairing } from './pairing.ts';
import { isStatusPlace } from './status-place.ts';
import { formatTemplate, type Part } from './template.ts';

/** How a pairing is put into words. */
interface Wording {
  /** True: what is asked for is only read where it is a path. */
  readonly paths: boolean;
}

/** The phrases that a pairing reads; those that say most come first. */
export const phrasesOf = (pairing: Pairing, wording: Wording): readonly Phrase[] => {
  const hasMethod = pairing.by !== 'target' || [...pairing.starts, ...pairing.ends].every(namesMethodBeforeTarget);
  const starts = pairing.starts.map((edge) => ({
    edge: 'start' as const,
    parts: partsOf(edge, { pairing, wording, hasMethod, duration: undefined }),
  }));
  const ends = pairing.ends.map((edge) => ({
    edge: 'end' as const,
    parts: partsOf(edge, { pairing, wording, hasMethod, duration: statedDuration(edge.group, pairing.pairs) }),
  }));
  return [...starts, ...ends]
    .sort((a, b) => weight(b.parts) - weight(a.parts))
    .map(({ edge, parts }) => ({ edge, template: formatTemplate(parts) }));
};

const REST = 'rest';

/** Literal characters; a phrase with any tail comes after all others. */
const weight = (parts: readonly Part[]): number =>
  parts.reduce((sum, part) => sum + ('literal' in part ? part.literal.length : part.name === REST ? -1_000 : 0), 0);

/** `GET /feed`: both together tell requests apart, if all phrases have them so. */
const namesMethodBeforeTarget = ({ group: { shape }, place }: Edge): boolean =>
  shape[place - 2]?.kind === 'method' && shape[place - 1]?.text === ' ';

interface Context {
  readonly pairing: Pairing;
  readonly wording: Wording;
  readonly hasMethod: boolean;
  readonly duration: Duration | undefined;
}

const partsOf = (edge: Edge, context: Context): readonly Part[] => {
  const named = new Set<string>();
  const parts = edge.group.shape.map((token, place): Part => {
    if (token.kind === 'text') return { literal: token.text };
    const name = nameOf(token, { edge, place, context });
    const isFirst = !named.has(name);
    named.add(name);
    return { name: isFirst ? name : 'word' };
  });
  return edge.group.isOpen ? [...parts, { name: REST }] : parts;
};

interface Spot {
  readonly edge: Edge;
  readonly place: number;
  readonly context: Context;
}

const nameOf = ({ kind }: Token, spot: Spot): string => {
  const { edge, place, context } = spot;
  const { pairing, wording, hasMethod } = context;
  if (kind === 'method') return hasMethod ? 'method' : 'word';
  if (place === edge.place && pairing.by === 'id') return 'id';
  if (kind === 'target' && pairing.by !== 'process') return wording.paths ? 'path' : 'target';
  if (place === edge.place) return 'target';
  return numberOf(spot);
};

/** What a number is that is no id: how long it took, who speaks, how it ended. */
const numberOf = ({ edge, place, context: { pairing, duration } }: Spot): string => {
  if (place === edge.group.speakerPlace) return 'pid';
  if (place === duration?.place) return duration.unit;
  return isEnd(edge, pairing) && isStatusPlace(edge.group, place) ? 'status' : 'word';
};

const isEnd = (edge: Edge, { ends }: Pairing): boolean => ends.includes(edge);
