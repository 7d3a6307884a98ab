import type { LogEvent } from '../../model/event.ts';
import type { Layout } from '../../model/layout.ts';
import { isDated } from '../../model/time.ts';
import type { RawRecord } from '../../model/line.ts';
import type { Format, Learnt, LogSample, Reader } from '../format.ts';
import { askedAtIn } from './asked-at.ts';
import { isState, opensPart, readEnds } from './described.ts';
import { setStamp } from '../head.ts';
import { isHeading, readEventRow } from './event-rows.ts';
import { namesKind, readObjects } from './objects.ts';
import { samples } from './samples.ts';
import type { Told } from './told.ts';

const ID = 'kubernetes-objects';

/** Events that were looked at and are nothing out of the ordinary. */
const ORDINARY = /^(?:Successfully |Created |Started |Pulling |Scaled |Container image )/;

const learn = ({ lines }: LogSample): Learnt | undefined => {
  const layoutOf = (head: string): Layout => ({ format: ID, head, phrases: [] });
  if (lines.some(namesKind) && lines.some(opensDocument))
    return { share: lines.filter(isOfDocument).length / lines.length, layout: layoutOf('json') };
  const isOwn = (line: string): boolean => readEventRow(line) !== undefined || isState(line) || isHeading(line);
  if (!lines.some(isOwn)) return undefined;
  const isDescription = lines.some((line) => /^Namespace:\s/.test(line)) && lines.some((line) => /^Name:\s/.test(line));
  const told = lines.filter((line) => isOwn(line) || /^\s/.test(line) || (isDescription && opensPart(line)));
  const askedUs = askedAtIn(lines);
  const asked = askedUs === undefined ? '' : ` asked ${String(askedUs)}`;
  return { share: told.length / lines.length, layout: layoutOf(`${isDescription ? 'description' : 'table'}${asked}`) };
};

const opensDocument = (line: string): boolean => line === '{';
const isOfDocument = (line: string): boolean => /^(?:[{}]$|\s)/.test(line);

const askedUsOf = (layout: string): number | undefined => {
  const told = / asked (?<us>\d+)$/.exec(layout)?.groups?.['us'];
  return told === undefined ? undefined : Number(told);
};

const startsIn = (layout: string, line: string): boolean => {
  if (layout === 'json') return line === '{' || line === '}';
  if (readEventRow(line) !== undefined || isHeading(line)) return true;
  return layout.startsWith('description') ? opensPart(line) : isState(line);
};

const lineOf = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from)
    .toString('utf8')
    .replace(/\r$/, '');

/** What a record tells, and it is of use. */
function toldBy(text: string, askedUs: number | undefined): readonly Told[] {
  // A document's last brace stands at the margin, as the head of a record of its own.
  if (text.startsWith('{')) return readObjects(`${text}}`).filter(isUseful);
  const event = readEventRow(text, askedUs);
  return event ? [event].filter(isUseful) : readEnds(text);
}

const isUseful = ({ message }: Told): boolean => !ORDINARY.test(message);

const readRecord = ({ origin, text }: RawRecord, askedUs: number | undefined): readonly LogEvent[] =>
  toldBy(text, askedUs).map(({ stamp, pod, level, message }) => ({
    ...{ kind: 'note', origin, stamp, pid: undefined, text, level, message },
    ...(pod === undefined ? {} : { host: pod }),
  }));

const open = ({ head: layout }: Layout): Reader => {
  const askedUs = askedUsOf(layout);
  return {
    starts: (bytes, from, to) => startsIn(layout, lineOf(bytes, from, to)),
    classify: (bytes, from, to, head) => {
      const told = toldBy(lineOf(bytes, from, to), askedUs);
      const stated = told.find(({ stamp }) => stamp && isDated(stamp))?.stamp;
      if (stated) setStamp(head, stated);
      return told.length > 0 ? 'notable' : 'plain';
    },
    read: (record) => readRecord(record, askedUs),
  };
};

/** What Kubernetes tells of pods and their containers. A worker that dies alone in its container leaves no trace here. */
export const kubernetesObjects: Format = {
  id: ID,
  title: 'Kubernetes events and pods (kubectl get events, describe, -o json)',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/',
  samples,
  learn,
  open,
};
