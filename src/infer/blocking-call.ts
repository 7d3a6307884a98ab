import type { Frame } from '../model/traceback.ts';
import { FRAME_ROWS } from './blocking-calls/frame-rows.ts';
import { COMPUTING_CALLS, LINE_ROWS, WAITING_LINE } from './blocking-calls/line-rows.ts';
import type { BlockingKind, FrameRow } from './blocking-calls/row.ts';
import { isApp, isLoop, isServerLoop, isStandard } from './whose-frame.ts';

/** What the thread was at when its worker was given up, and the frame that shows it. */
export type HeldBy =
  /** It waited while others could run: something else held the worker. */
  | { readonly cooperative: true; readonly frame: Frame }
  | {
      readonly cooperative: false;
      readonly kind: BlockingKind;
      readonly call: string;
      /** What else the same line may have been at: a `gzip.write` writes and compresses. */
      readonly otherKind: BlockingKind | undefined;
      readonly frame: Frame;
    };

type Holding = Extract<HeldBy, { readonly cooperative: false }>;

/** Worker classes in which a wait in a loop's frames lets others run; in all others it is as good as any wait. */
const LOOPS = /gevent|eventlet|tornado|uvicorn|asgi|aiohttp/i;
/** As many frames from the innermost on may be the library's own way to the call. */
const LOOK_BACK = 16;

/**
 * What held the thread whose frames (outermost first) were taken at the abort. Calls into C leave no frame, so the innermost line
 * names them; above it, frames of Python and libraries do. Application code that calls nothing was computing.
 */
export function blockingCall(frames: readonly Frame[], workerClass: string | null): HeldBy | undefined {
  const own = frames.slice(0, frames.findLastIndex((frame) => !isLoop(frame)) + 1);
  const last = own.at(-1) ?? frames.at(-1);
  if (!last) return undefined;
  if (own.length < frames.length && runsLoop(workerClass)) return { cooperative: true, frame: last };
  const inLibrary = librariesCall(own);
  if (isServerLoop(own) && inLibrary?.isGeneric !== false) return { cooperative: true, frame: last };
  return inLibrary?.held ?? callOnLine(last);
}

/** A class that nobody knows may be one with a loop. */
const runsLoop = (workerClass: string | null): boolean => workerClass === null || LOOPS.test(workerClass);

/** The call that frames between the innermost one and the application's own code give away. */
function librariesCall(frames: readonly Frame[]): { readonly held: Holding; readonly isGeneric: boolean } | undefined {
  const way = frames.slice(frames.findLastIndex(isApp) + 1).slice(-LOOK_BACK);
  let generic: Holding | undefined;
  for (const frame of way.reverse()) {
    const rows = FRAME_ROWS.filter((candidate) => fits(candidate, frame));
    const row = rows.find(({ isGeneric }) => !isGeneric) ?? rows[0];
    if (!row) continue;
    const held = heldBy(
      row,
      rows.filter(({ isGeneric }) => isGeneric === row.isGeneric),
      frame,
    );
    if (!row.isGeneric) return { held, isGeneric: false };
    // Of `socket`, `http.client` and `urllib3` the outermost says most.
    if (generic === undefined || generic.kind === row.kind) generic = held;
  }
  return generic && { held: generic, isGeneric: true };
}

const fits = ({ file, function: name, code }: FrameRow, frame: Frame): boolean =>
  file.test(frame.file) &&
  (name === undefined || name.test(frame.function)) &&
  (code === undefined || code.test(frame.code ?? ''));

/** What the innermost line calls; computing, where it calls nothing but what computes. */
function callOnLine(frame: Frame): Holding | undefined {
  if (frame.code === undefined) return undefined;
  const { code } = frame;
  const [row, ...others] = LINE_ROWS.filter((candidate) => candidate.code.test(code));
  if (row) return heldBy(row, others, frame);
  const isComputing = isStandard(frame) || computes(code);
  return isComputing
    ? { cooperative: false, kind: 'cpu', call: frame.function, otherKind: undefined, frame }
    : undefined;
}

const computes = (code: string): boolean =>
  !WAITING_LINE.test(code) && callsIn(code).every((name) => COMPUTING_CALLS.has(name));

type Told = Pick<Holding, 'kind' | 'call'>;

const heldBy = ({ kind, call }: Told, others: readonly Told[], frame: Frame): Holding => ({
  ...{ cooperative: false, kind, call, frame },
  otherKind: others.find((other) => other.kind !== kind)?.kind,
});

/** Last names of what a line calls, as `sorted` and `join`; a definition on the same line is none. */
const callsIn = (code: string): readonly string[] =>
  [...code.replace(/\bdef \w+\(/, '').matchAll(/(\w+)\(/g)].flatMap(([, name]) =>
    name === undefined || KEYWORDS.has(name) ? [] : name,
  );

/** `while(`, `not(`: they take parentheses but call nothing. */
const KEYWORDS: ReadonlySet<string> = new Set(
  'and assert del elif if in is lambda not or raise return while yield'.split(' '),
);
