import type { Envelope } from '../envelopes/envelope.ts';
import { openEnvelopes, type Peeler } from '../envelopes/peel-lines.ts';
import type { Format, Reader } from '../formats/format.ts';
import type { EnvelopeLayout, Layout } from '../model/layout.ts';
import type { Supervisor } from '../supervisors/supervisor.ts';
import { kindOf } from './speaker-kind.ts';
import { STACKS } from './stacks.ts';
import { type SpokenWords, spokenWords } from './spoken-words.ts';

/** One way to read a source: a format opened in the layout of this source, and the supervisors whose own log it is. */
export interface SourceReader {
  readonly format: string;
  readonly reader: Reader;
  readonly supervisors: readonly Supervisor[];
  /** In what it prints nobody speaks: stacks. Asked for every line. */
  readonly isStacks: boolean;
  /** The kinds of speakers that write so; `undefined`: all. */
  readonly speakers: readonly string[] | undefined;
}

/** The members of the axes that take part in reading a source. */
export interface Registries {
  readonly envelopes: readonly Envelope[];
  readonly formats: readonly Format[];
  readonly supervisors: readonly Supervisor[];
}

/** How a source is written, as it was learnt. */
export interface Written {
  readonly envelopes: readonly EnvelopeLayout[];
  readonly layouts: readonly Layout[];
}

/** All that the scan of a source needs besides its bytes. */
export interface Readers {
  /** Takes the wrappings off; absent where there are none. */
  readonly peel: Peeler | undefined;
  /** In the order in which they are asked for each line. */
  readonly list: readonly SourceReader[];
  /** 1 for each byte with which a line may begin that one of them starts a record with. */
  readonly firstBytes: Uint8Array;
  /** Supervisors' words in the logs of others. */
  readonly spoken: SpokenWords;
  readonly supervisors: readonly Supervisor[];
}

export function openReaders(
  { envelopes, layouts }: Written,
  { envelopes: members, formats, supervisors }: Registries,
): Readers {
  const list = layouts.flatMap((layout): readonly SourceReader[] => {
    const format = formats.find(({ id }) => id === layout.format);
    if (!format) return [];
    const speaking = supervisors.filter(({ writes }) => writes.includes(format.id));
    const { speakers } = layout;
    const isStacks = STACKS.has(format.id);
    return [{ format: format.id, reader: format.open(layout), supervisors: speaking, isStacks, speakers }];
  });
  const peel = envelopes.length > 0 ? openEnvelopes(envelopes, members) : undefined;
  return { peel, list, firstBytes: firstBytesOf(list), spoken: spokenWords(supervisors), supervisors };
}

const firstBytesOf = (list: readonly SourceReader[]): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, byte) =>
    list.some(({ reader: { firstBytes } }) => firstBytes?.[byte] !== 0) ? 1 : 0,
  );

/**
 * The readers as they are asked for the lines of one speaker: of each format, how its own kind writes comes first. Two applications
 * in one stream may have heads alike, and other words at the edges of requests.
 */
export function readersFor(speaker: string, readers: Readers): Readers {
  const { list } = readers;
  const kind = kindOf(speaker);
  const isOwn = ({ speakers }: SourceReader): boolean => speakers?.includes(kind) === true;
  if (!list.some(isOwn)) return readers;
  const formats = [...new Set(list.map(({ format }) => format))];
  const ordered = formats.flatMap((id) => {
    const alike = list.filter(({ format }) => format === id);
    return [...alike.filter(isOwn), ...alike.filter((reader) => !isOwn(reader))];
  });
  return { ...readers, list: ordered };
}
