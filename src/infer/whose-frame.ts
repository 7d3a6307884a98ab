import type { Frame } from '../model/traceback.ts';

const INSTALLED = /(?:site|dist)-packages[\\/]|\.egg[\\/]/;
const STANDARD = /^<|[\\/]lib(?:64|32)?[\\/]python\d|[\\/]Python\d+[\\/]lib[\\/]|[\\/]lib-python[\\/]|[\\/]pypy\d/i;
/** py-spy cuts paths off at the folder that Python finds them in: what is left of those that wait or read. */
const SHORTENED =
  /^(?:threading|subprocess|socket|socketserver|ssl|selectors|queue|select|gzip|zipfile|shutil|tempfile|codecs|copy|re|sre_\w+|random|pickle|smtplib|ftplib|contextlib|functools)\.py$|^(?:http|urllib|json|logging|asyncio|concurrent|multiprocessing|email|encodings|xml|ctypes)\//;
/** Cython and frozen modules print paths of their build: `src/gevent/greenlet.py`. */
const BUILT_IN =
  /^src[\\/](?:gevent|greenlet|eventlet)[\\/]|^(?:gunicorn|gevent|eventlet|greenlet|flask|django|werkzeug)[\\/]/;
/** gunicorn's own files, wherever it was copied to. */
const GUNICORN =
  /gunicorn[\\/](?:arbiter\.py|util\.py|workers[\\/](?:base|sync|gthread|ggevent|geventlet|gtornado|async)\w*\.py|http[\\/]\w+\.py|app[\\/]\w*(?:base|app)\.py)$/;

/** True if the frame belongs to Python itself. */
export const isStandard = ({ file }: Frame): boolean =>
  (STANDARD.test(file) || SHORTENED.test(file)) && !INSTALLED.test(file);

/** True if the frame belongs to the application itself, not to Python, its libraries or the server. */
export const isApp = (frame: Frame): boolean =>
  !INSTALLED.test(frame.file) && !isStandard(frame) && !BUILT_IN.test(frame.file) && !GUNICORN.test(frame.file);

/** The innermost frame of the application itself; `undefined` if none of the frames is. */
export const appFrame = (frames: readonly Frame[]): Frame | undefined => frames.findLast(isApp);

/** Frames in which a greenlet or coroutine waits while others run (gevent 1.0-22.10, eventlet 0.33, asyncio, tornado). */
const LOOP_FRAMES: readonly RegExp[] = [
  /gevent[\\/](?:_gevent_c_?)?(?:hub|_hub_primitives|hub_primitives|_hub_local|_waiter|waiter|_greenlet_primitives|greenlet_primitives)\.(?:py|pxd|pyx)$/,
  /gevent[\\/](?:_socketcommon|_socket[23]|_ssl\w*|ssl|thread|threading|lock|_semaphore|_abstract_linkable|event|_event|queue|_queue|select|selectors|subprocess|timeout|threadpool|baseserver|core|resolver[\\/]\w+|_ffi[\\/]\w+|lib(?:ev|uv)[\\/]\w+)\.(?:py|pxd|pyx)$/,
  /eventlet[\\/](?:hubs[\\/]|greenthread\.py|greenio[\\/]|semaphore\.py|event\.py|queue\.py)/,
  /asyncio[\\/](?:base_events|runners|\w+_events)\.py$|tornado[\\/](?:ioloop|platform[\\/]\w+)\.py$/,
];

/** True if the frame is a loop's own: whoever stands in it held nobody up. */
export const isLoop = ({ file }: Frame): boolean => LOOP_FRAMES.some((pattern) => pattern.test(file));

/** Where a server waits for requests: gunicorn/workers/sync.py in wait, gthread.py in run, uvicorn/server.py in main_loop. */
const SERVER_LOOP =
  /gunicorn[\\/](?:arbiter\.py|workers[\\/]\w+\.py)$|(?:uvicorn|hypercorn)[\\/](?:server|workers|run|main)\.py$/;

/** True if no request ran in these frames: the innermost of them that is not Python's is the server's own loop. */
export const isServerLoop = (frames: readonly Frame[]): boolean =>
  SERVER_LOOP.test(frames.findLast((frame) => !isStandard(frame))?.file ?? '');
