import { learnEnvelopes, openEnvelopes, type Peeler, peelLine } from '../envelopes/peel-lines.ts';
import type { WrappedSample } from '../envelopes/envelope.ts';
import type { Format, LogSample } from '../formats/format.ts';
import type { Layout } from '../model/layout.ts';
import { groupedBy } from '../lib/grouped.ts';
import { stepBy } from '../supervisors/message-rules.ts';
import type { Supervisor } from '../supervisors/supervisor.ts';
import { chooseLayouts } from './choose-layouts.ts';
import { keepsPace } from './keeps-pace.ts';
import type { Registries, Written } from './readers.ts';
import { eachLine, type ScannedText } from './scanned-text.ts';
import { kindOf } from './speaker-kind.ts';
import { spokenWords } from './spoken-words.ts';
import { unwrapBlock } from './strands.ts';

/** Lines of one kind of speaker: the containers of one service, the processes of one unit. */
interface Group extends SpokenLines {
  readonly kind: string;
}

/** Lines as their writers wrote them, and for each who speaks where a wrapping tells. */
type SpokenLines = Required<Pick<LogSample, 'lines' | 'pids'>>;

/**
 * `writtenOn`: the only day (YYYYMMDD) that these lines state, else that on which the file was last written to; absent where the case knows others.
 * `isBare`: the same lines have shown before that nothing is wrapped around them.
 */
export type Sample = WrappedSample &
  LogSample & { readonly writtenOn?: number | undefined; readonly isBare?: boolean | undefined };

/** How a source is written, by a sample of it: what it is wrapped in, and how each kind of speaker in it writes. */
export function learnWritten(sampled: Sample, { envelopes, formats, supervisors }: Registries): Written {
  const once = { ...sampled, lines: withoutRepeats(sampled.lines) };
  const wrappings = sampled.isBare === true || isDeclared(once, formats) ? [] : learnEnvelopes(envelopes, once);
  const peeler = openEnvelopes(wrappings, envelopes);
  const assumedDay = isStamped(once.lines, peeler) ? undefined : once.writtenOn;
  const tellsUptimes = keepsPace(once.lines, peeler);
  const sample = { ...once, assumedYear: once.year, assumedDay, tellsUptimes };
  const groups =
    wrappings.length === 0 ? [{ kind: '', lines: sample.lines, pids: [] }] : groupsOf(sample.lines, peeler);
  const spokenOf = new Set([...sample.workerPids, ...groups.flatMap(({ lines }) => workerPidsIn(lines, supervisors))]);
  const found = groups.map(({ kind, lines, pids }) => ({
    kind,
    layouts: chooseLayouts(formats, { ...sample, lines, pids, workerPids: spokenOf }),
  }));
  const order = formats.map(({ id }) => id);
  const layouts = [...distinct(found)].sort((a, b) => order.indexOf(a.format) - order.indexOf(b.format));
  return { envelopes: wrappings, layouts };
}

/** True if a wrapping tells when some of the lines were read. */
const isStamped = (lines: readonly string[], peeler: Peeler): boolean =>
  lines.some((line) => peelLine(peeler, line).stamp !== undefined);

/** Two handlers write nearly every line again; a busy log says the same twice in a second now and then. */
const WRITTEN_TWICE = 0.8;

/** Where two handlers write a log, the second copies make starts and ends look unpaired: they are left out. */
function withoutRepeats(lines: readonly string[]): readonly string[] {
  const times = new Map<string, number>();
  const once = lines.filter((line) => {
    const count = (times.get(line) ?? 0) + 1;
    times.set(line, count);
    return count % 2 === 1;
  });
  const even = [...times.values()].filter((count) => count % 2 === 0).length;
  return even >= times.size * WRITTEN_TWICE ? once : lines;
}

/** What the user declares is written as he says: what looks like a wrapping is part of it. */
const isDeclared = (sample: Sample, formats: readonly Format[]): boolean =>
  (sample.declared ?? []).length > 0 && chooseLayouts(formats, sample).some(({ name }) => name !== undefined);

/** The lines of a sample as their writers wrote them. */
export const unwrapped = (
  { lines }: Sample,
  { envelopes: wrappings }: Written,
  { envelopes }: Pick<Registries, 'envelopes'>,
): SpokenLines => {
  if (wrappings.length === 0) return { lines, pids: [] };
  const groups = groupsOf(lines, openEnvelopes(wrappings, envelopes));
  return { lines: groups.flatMap((group) => group.lines), pids: groups.flatMap(({ pids }) => pids) };
};

/** Each layout once, with the kinds that write so where several kinds speak. */
function distinct(found: readonly { readonly kind: string; readonly layouts: readonly Layout[] }[]): readonly Layout[] {
  const writers = new Map<string, { readonly layout: Layout; readonly speakers: string[] }>();
  for (const { kind, layouts } of found)
    for (const layout of layouts) {
      const key = JSON.stringify(layout);
      const known = writers.get(key) ?? { layout, speakers: [] };
      writers.set(key, known);
      known.speakers.push(kind);
    }
  const several = [...writers.values()];
  return found.length < 2
    ? several.map(({ layout }) => layout)
    : several.map(({ layout, speakers }) => ({ ...layout, speakers }));
}

function groupsOf(lines: readonly string[], peel: Peeler): readonly Group[] {
  const bytes = Buffer.from(lines.join('\n'));
  const texts = unwrapBlock({ source: 0, byteOffset: 0, lineFrom: 1, bytes }, peel);
  return [...groupedBy(texts, ({ speaker }) => kindOf(speaker))].map(([kind, ofKind]) => {
    const spoken = ofKind.map(linesOf);
    return { kind, lines: spoken.flatMap(({ lines }) => lines), pids: spoken.flatMap(({ pids }) => pids) };
  });
}

function linesOf(text: ScannedText): SpokenLines {
  const lines: string[] = [];
  const pids: (number | undefined)[] = [];
  eachLine(text.bytes, (from, to, line) => {
    lines.push(text.bytes.toString('utf8', from, to));
    pids.push(text.noted(line).pid);
  });
  return { lines, pids };
}

/** Pids that supervisors name as workers' in these lines, in whatever log they speak. */
function workerPidsIn(lines: readonly string[], supervisors: readonly Supervisor[]): readonly number[] {
  const words = spokenWords(supervisors);
  return lines.flatMap((line) => {
    const bytes = Buffer.from(line);
    const at = words.find(bytes, 0, bytes.length);
    if (at < 0) return [];
    const message = bytes.toString('utf8', at);
    const steps = supervisors.map(({ rules }) => stepBy(rules, { message, pid: undefined }));
    return steps.flatMap((step) => (step && 'worker' in step ? [step.worker] : []));
  });
}
