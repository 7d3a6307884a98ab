import type { Frame, Traceback } from '../model/traceback.ts';

// thread_id = MainThread filename = /srv/shop/views.py lineno = 88 function = export line = rows = list(query)
const FRAME =
  /^thread_id = (?<thread>.+?) filename = (?<file>.+?) lineno = (?<line>\d+) function = (?<name>\S+)(?: line = ?(?<code>.*))?$/;
const MAIN = 'MainThread';

/** True if the line is a frame as uWSGI's tracebacker prints it (2.0, plugins/python/tracebacker.c). */
export const isTracebacked = (line: string | undefined): boolean => line !== undefined && FRAME.test(line);

/** The dump that begins at `at`, as a traceback with the innermost frame last: of the main thread, which runs the requests, else of the last. */
export function readTracebacker(
  lines: readonly string[],
  at: number,
): { readonly traceback: Traceback; readonly next: number } {
  const end = lines.findIndex((line, place) => place > at && line.trim() !== '' && !isTracebacked(line));
  const next = end < 0 ? lines.length : end;
  const told = lines.slice(at, next).flatMap((line) => {
    const { groups } = FRAME.exec(line) ?? {};
    return groups ? [groups] : [];
  });
  const threads = told.map(({ thread = '' }) => thread);
  const shown = threads.includes(MAIN) ? MAIN : threads.at(-1);
  const frames = told.filter(({ thread = '' }) => thread === shown).map(toFrame);
  return { traceback: { chain: [{ exception: 'StackDump', message: '', frames }], truncated: false, group: [] }, next };
}

const toFrame = ({ file = '', line, name = '', code = '' }: Readonly<Record<string, string>>): Frame => ({
  file,
  line: Number(line),
  function: name,
  ...(code === '' ? {} : { code }),
});
