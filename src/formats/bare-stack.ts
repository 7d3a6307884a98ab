import type { ExceptionEvent } from '../model/event.ts';
import type { Format, LogSample, Reader } from './format.ts';
import type { OtherStack } from './other-stack.ts';

const NEWLINE = 10;
/** As many lines below its first are looked at as show what it begins. */
const LOOK_AHEAD = 14;

/** Stacks of another language that stand alone, with no record's head before them: they state no time and no pid. */
export function bareStack({
  stack,
  ...about
}: Pick<Format, 'id' | 'title' | 'docs' | 'samples'> & { readonly stack: OtherStack }): Format {
  const learn = ({ lines }: LogSample): ReturnType<Format['learn']> => {
    const opened = lines.filter((_, at) => stack.opens(lines, at)).length;
    if (opened === 0) return undefined;
    const own = lines.filter(stack.isFrame).length + opened;
    return { share: own / lines.length, layout: { format: about.id, head: about.id, phrases: [] } };
  };
  const open = (): Reader => ({
    starts: (bytes, from, to) =>
      // A line that is looked at alone tells nothing of what stands below it.
      to - from === bytes.length
        ? stack.mayOpen(new TextDecoder().decode(bytes))
        : stack.opens(linesFrom(bytes, from, to), 0),
    classify: () => 'notable',
    read: ({ origin, text }): readonly ExceptionEvent[] => {
      const lines = text.split('\n');
      if (!stack.opens(lines, 0)) return [];
      const { traceback } = stack.read(lines, 0);
      return [
        {
          kind: 'exception',
          origin,
          text,
          traceback,
          message: '',
          stamp: undefined,
          pid: undefined,
          requestId: undefined,
        },
      ];
    },
  });
  return { ...about, learn, open };
}

/** The line bytes[from, to) and some below it. */
function linesFrom(bytes: Uint8Array, from: number, to: number): readonly string[] {
  let end = to;
  for (let lines = 0; lines < LOOK_AHEAD && end < bytes.length; lines++) {
    const next = bytes.indexOf(NEWLINE, end + 1);
    end = next < 0 ? bytes.length : next;
  }
  return new TextDecoder().decode(bytes.subarray(from, end)).split('\n');
}
