import type { Frame } from '../model/traceback.ts';
import { type BlockingCall, BLOCKING_CALLS, type BlockingKind } from './blocking-calls.ts';

/** What held a thread, and the frame that shows it. */
export interface HeldBy {
  readonly kind: BlockingKind;
  readonly call: string;
  readonly frame: Frame;
}

/** Frames in which a greenlet waits for others to run: whoever stands here blocked nobody. */
const COOPERATIVE =
  /gevent[\\/](?:hub|_hub_primitives|_waiter|_greenlet_primitives|_socketcommon|_socket3|_ssl3|thread|_semaphore|_abstract_linkable)\.(?:py|pxd|pyx)$|eventlet[\\/](?:hubs|greenthread|greenio)/;
const INSTALLED = /(?:site|dist)-packages[\\/]/;
const STANDARD = /^<|[\\/](?:lib|Lib)[\\/]python\d|[\\/]lib-python[\\/]|[\\/]pypy\d/;
/** Cython and frozen modules print paths of their build: `src/gevent/greenlet.py`. */
const BUILT_IN =
  /^src[\\/](?:gevent|greenlet|eventlet)[\\/]|^(?:gunicorn|gevent|eventlet|greenlet|flask|django|werkzeug)[\\/]/;
/** As many frames from the innermost on may be the library's own way to the call. */
const LOOK_BACK = 4;

/** True if the frame belongs to the application itself, not to Python, its libraries or the server. */
const isApp = ({ file }: Frame): boolean => !INSTALLED.test(file) && !STANDARD.test(file) && !BUILT_IN.test(file);

/** The innermost frame of the application itself; `undefined` if none of the frames is. */
export const appFrame = (frames: readonly Frame[]): Frame | undefined => frames.findLast(isApp);

/** True if the innermost frame waits cooperatively: then something else held the worker. */
const isCooperative = (frames: readonly Frame[]): boolean => COOPERATIVE.test(frames.at(-1)?.file ?? '');

/**
 * What held the thread whose frames (outermost first) were taken at the abort: frames of C functions never appear, so the
 * innermost line that names a blocking call tells. Application code that calls nothing of the kind was computing.
 */
export function blockingCall(frames: readonly Frame[]): HeldBy | undefined {
  if (frames.length === 0 || isCooperative(frames)) return undefined;
  for (const frame of frames.slice(-LOOK_BACK).reverse()) {
    const row = BLOCKING_CALLS.find((candidate) => fits(candidate, frame));
    if (row) return { kind: row.kind, call: row.call, frame };
    if (isApp(frame)) return frame.code === undefined ? undefined : { kind: 'cpu', call: frame.function, frame };
  }
  return undefined;
}

const fits = ({ file, function: name, code }: BlockingCall, frame: Frame): boolean =>
  (file === undefined || file.test(frame.file)) &&
  (name === undefined || name.test(frame.function)) &&
  (code === undefined || code.test(frame.code ?? ''));
