import type { Frame } from '../model/traceback.ts';

/** Of Python, Node and Ruby. */
const INSTALLED = /(?:site|dist)-packages[\\/]|\.egg[\\/]|node_modules[\\/]|[\\/]gems[\\/]/;
const STANDARD =
  /^<|^node:|[\\/]lib[\\/]ruby[\\/]\d|[\\/]lib(?:64|32)?[\\/]python\d|[\\/]Python\d+[\\/]lib[\\/]|[\\/]lib-python[\\/]|[\\/]pypy\d/i;
/** py-spy cuts paths off at the folder that Python finds them in: what is left of those that wait or read. */
const SHORTENED =
  /^(?:\.\.\.[\\/])?(?:threading|subprocess|socket|socketserver|ssl|selectors|queue|select|gzip|zipfile|shutil|tempfile|codecs|copy|re|sre_\w+|random|pickle|smtplib|ftplib|contextlib|functools)\.py$|^(?:http|urllib|json|logging|asyncio|concurrent|multiprocessing|email|encodings|xml|ctypes)\//;
/** Cython and frozen modules print paths of their build: `src/gevent/greenlet.py`. */
const BUILT_IN = /^src[\\/](?:gevent|greenlet|eventlet)[\\/]/;
/** Servers, frameworks and what wraps them: they call the application back. */
const CALLING_BACK = [
  'gunicorn|uvicorn|hypercorn|gevent|eventlet|greenlet|tornado|anyio|asgiref|trio|twisted',
  'flask|django|werkzeug|starlette|fastapi|rest_framework|connexion|falcon|bottle|pyramid|graphql|graphene',
  'sentry_sdk|raven|newrelic|ddtrace|elasticapm|opentelemetry|talisker|wrapt|whitenoise|corsheaders',
].join('|');
const FRAMEWORK = new RegExp(String.raw`(?:^|[\\/])(?:${CALLING_BACK}|flask_\w+)[\\/]`);
/** What applications call. */
const CALLED = [
  CALLING_BACK,
  'jinja2|pydantic|requests|urllib3|httpx|httpcore|aiohttp|h11|h2|websockets|botocore|boto3|s3transfer|grpc|paramiko',
  'sqlalchemy|psycopg2?|asyncpg|pymysql|MySQLdb|pymongo|redis|peewee|celery|kombu|billiard|amqp|vine|pika',
  'numpy|pandas|scipy|sklearn|torch|tensorflow|transformers|PIL|lxml|bs4|feedparser|openpyxl|xlsxwriter|yaml',
  'charset_normalizer|simplejson|msgpack|stripe|twilio|sendgrid',
  'networkx|matplotlib|openai|anthropic|langchain\\w*|langgraph|huggingface_hub|google|weasyprint|reportlab|geventwebsocket|engineio|socketio',
].join('|');
/** Error trackers print paths from the folder on in which Python finds them, people what they leave out as dots: `.../requests/adapters.py`. */
const LIBRARIES = new RegExp(
  // Some copy them into a folder of their own: /opt/app/lib/numpy/linalg/linalg.py
  String.raw`(?:^(?:\.\.\.[\\/])?|[\\/](?:libs?|vendor(?:ed)?|deps)[\\/])(?:${CALLED})[\\/]`,
);
const KNOWN = new RegExp(String.raw`(?:site|dist)-packages[\\/](?:${CALLED})(?:[\\/]|\.py$)`);
/** Servers and the loops that they run. */
const SERVER = /(?:^|[\\/])(?:gunicorn|uvicorn|hypercorn|gevent|greenlet|eventlet|tornado|talisker)[\\/]/;
/** gunicorn's own files, wherever it was copied to. */
const GUNICORN =
  /gunicorn[\\/](?:arbiter\.py|util\.py|workers[\\/](?:base|sync|gthread|ggevent|geventlet|gtornado|async)\w*\.py|http[\\/]\w+\.py|app[\\/]\w*(?:base|app)\.py)$/;

/** True if the frame belongs to Python itself. */
export const isStandard = ({ file }: Frame): boolean =>
  (STANDARD.test(file) || SHORTENED.test(file)) && !INSTALLED.test(file);

/** True if the frame belongs to the application itself, not to Python, its libraries or the server. */
export const isApp = (frame: Frame): boolean => !isLibrary(frame) && !isStandard(frame) && !GUNICORN.test(frame.file);

const isLibrary = ({ file }: Frame): boolean => INSTALLED.test(file) || BUILT_IN.test(file) || LIBRARIES.test(file);

/** The innermost frame of the application itself; `undefined` if none of the frames is. */
export const appFrame = (frames: readonly Frame[]): Frame | undefined => frames.findLast(isApp);

/**
 * The application's innermost of frames that end before the innermost: where it called a framework last, that called it again, and
 * these frames are lost.
 */
export function appFrameShown(frames: readonly Frame[]): Frame | undefined {
  const at = frames.findLastIndex(isApp);
  const next = frames.slice(at + 1).find((frame) => !isStandard(frame));
  return next && FRAMEWORK.test(next.file) ? undefined : frames[at];
}

/**
 * The innermost frame of a package that nobody knows as a library, as an application may be installed as one; else the innermost that is
 * not the server's, as above an abort the code stood there; else the server's, that waits for a client.
 */
export const foreignFrame = (frames: readonly Frame[]): Frame | undefined =>
  frames.findLast(({ file }) => INSTALLED.test(file) && !KNOWN.test(file)) ??
  frames.findLast(({ file }) => !SERVER.test(file)) ??
  frames.at(-1);

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

/**
 * What Python runs on its way out: threading.py in _shutdown, what concurrent.futures and multiprocessing register there, and functions
 * of atexit, which are told with no frame of Python's above them but by the announcement (3.8 to 3.14).
 */
const ON_THE_WAY_OUT =
  /(?:[\\/]|^)(?:threading\.py _shutdown|concurrent[\\/]futures[\\/]\w+\.py _python_exit|multiprocessing[\\/]util\.py _exit_function|\w*atexit\w*\.py \w+)$/;

/** True if the interpreter was ending in these frames: no request ran there any more. */
export const isOnTheWayOut = (frames: readonly Frame[]): boolean =>
  frames.some(({ file, function: name }) => ON_THE_WAY_OUT.test(`${file} ${name}`));
