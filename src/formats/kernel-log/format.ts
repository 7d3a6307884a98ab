import { logBytes } from '../../lib/log-bytes.ts';
import type { LogEvent } from '../../model/event.ts';
import type { Layout } from '../../model/layout.ts';
import type { RawRecord } from '../../model/line.ts';
import type { Format, Head, Learnt, LogSample, Reader, RecordClass } from '../format.ts';
import { stampOf } from '../stamp.ts';
import { newKernelHead, type KernelHead, type ReadKernelHead } from './head.ts';
import { isNotable, isTelling } from './messages.ts';
import { samples } from './samples.ts';
import { shapeNamed, shapesIn, type KernelShape } from './shapes.ts';

const ID = 'kernel-log';

/** Claims the shape in which most lines are the kernel's. */
const learn = (sample: LogSample): Learnt | undefined => {
  const { lines } = sample;
  const encoded = lines.map((line) => logBytes(line));
  const counted = shapesIn(sample).map((shape) => ({ shape, count: countLines(encoded, shape) }));
  const [best] = counted.sort((a, b) => b.count - a.count);
  if (!best || best.count === 0) return undefined;
  return { share: best.count / lines.length, layout: { format: ID, head: best.shape.head, phrases: [] } };
};

const countLines = (lines: readonly Uint8Array[], { read, ambiguous }: KernelShape): number => {
  const found = newKernelHead();
  const own = lines.filter((bytes) => read(bytes, 0, found));
  const isTold = (bytes: Uint8Array): boolean => read(bytes, 0, found) && isTelling(bytes, found.message, bytes.length);
  return ambiguous && !own.some(isTold) ? 0 : own.length;
};

const open = ({ head }: Layout): Reader => {
  const readHead: ReadKernelHead = shapeNamed(head)?.read ?? (() => false);
  const found = newKernelHead();
  return {
    starts(bytes: Uint8Array, from: number, _to: number, into: Head): boolean {
      if (!readHead(bytes, from, found)) return false;
      into.wall = found.time.wall;
      into.offsetMin = found.time.offsetMin;
      into.precisionUs = found.time.precisionUs;
      return true;
    },
    classify(bytes: Uint8Array, from: number, to: number): RecordClass {
      return readHead(bytes, from, found) && isNotable(bytes, found.message, to) ? 'notable' : 'plain';
    },
    read: (record) => readNote(record, readHead, found),
  };
};

const readNote = ({ origin, text }: RawRecord, readHead: ReadKernelHead, found: KernelHead): readonly LogEvent[] => {
  const [line = ''] = text.split('\n', 1);
  const bytes = logBytes(line);
  if (!readHead(bytes, 0, found)) return [];
  const message = new TextDecoder().decode(bytes.subarray(found.message)).replace(/\r$/, '');
  return [{ kind: 'note', origin, stamp: stampOf(found.time), pid: undefined, text, level: undefined, message }];
};

/** What the kernel says: `dmesg`, kern.log, or its lines in a syslog. Its pids are the host's. */
export const kernelLog: Format = {
  id: ID,
  title: 'Linux kernel log',
  docs: 'https://man7.org/linux/man-pages/man1/dmesg.1.html',
  samples,
  learn,
  open,
};
