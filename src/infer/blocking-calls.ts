/** How a call stops everything else in its thread. The word is the report's `blocked.kind`. */
export type BlockingKind =
  | 'file-io'
  | 'subprocess'
  | 'compression'
  | 'sleep'
  | 'database'
  | 'dns'
  | 'lock'
  | 'network'
  | 'logging'
  | 'cpu'
  | 'client-slow'
  | 'client-silent';

/** One row of the catalogue: where a frame stands, what its source line calls, or both. */
export interface BlockingCall {
  readonly kind: BlockingKind;
  /** What people would call it: `gzip.write`, `time.sleep`. */
  readonly call: string;
  /** The frame's file, matched at its end. */
  readonly file?: RegExp;
  readonly function?: RegExp;
  /** The source line as printed. */
  readonly code?: RegExp;
}

/**
 * The catalogue, most telling rows first: the innermost frame that matches a row decides. Sources: CPython's and the
 * libraries' own frames; which calls yield under gevent 22.10 and eventlet 0.33 was observed by running them.
 */
export const BLOCKING_CALLS: readonly BlockingCall[] = [
  // File "…/gzip.py", line 241, in write / self.fileobj.write(self.compress.compress(data)): the file below takes no more
  { kind: 'file-io', call: 'gzip.write', file: /[\\/]gzip\.py$/, code: /fileobj\.write\(/ },
  { kind: 'compression', call: 'gzip', file: /[\\/]gzip\.py$/ },
  { kind: 'compression', call: 'bz2', file: /[\\/]bz2\.py$/ },
  { kind: 'compression', call: 'lzma', file: /[\\/]lzma\.py$/ },
  { kind: 'compression', call: 'zipfile', file: /[\\/]zipfile(?:[\\/]__init__)?\.py$/ },
  { kind: 'compression', call: 'tarfile', file: /[\\/]tarfile\.py$/ },
  {
    kind: 'logging',
    call: 'logging.emit',
    file: /[\\/]logging[\\/](?:__init__|handlers)\.py$/,
    function: /^(?:emit|flush|_write|send)$/,
  },
  { kind: 'client-silent', call: 'sock.recv', file: /gunicorn[\\/]http[\\/](?:unreader|message|parser|body)\.py$/ },
  { kind: 'client-slow', call: 'sock.sendall', file: /gunicorn[\\/]util\.py$/, function: /^write/ },
  { kind: 'database', call: 'psycopg2', file: /[\\/]psycopg2?[\\/]/ },
  { kind: 'database', call: 'MySQLdb', file: /[\\/]MySQLdb[\\/]/ },
  { kind: 'database', call: 'cx_Oracle', code: /cx_Oracle|oracledb/ },
  { kind: 'database', call: 'pyodbc', code: /pyodbc/ },
  { kind: 'database', call: 'sqlite3', file: /[\\/]sqlite3[\\/]/ },
  {
    kind: 'database',
    call: 'cursor.execute',
    file: /sqlalchemy[\\/]engine[\\/]\w+\.py$/,
    function: /^do_(?:execute|commit|rollback)/,
  },
  { kind: 'database', call: 'cursor.execute', file: /django[\\/]db[\\/]backends[\\/]/ },
  { kind: 'database', call: 'cursor.execute', code: /\.(?:execute|executemany|fetchall|fetchone|commit)\(/ },
  { kind: 'dns', call: 'getaddrinfo', code: /getaddrinfo\(|gethostbyname\(/ },
  { kind: 'dns', call: 'getaddrinfo', file: /[\\/]socket\.py$/, function: /^getaddrinfo$/ },
  { kind: 'subprocess', call: 'os.popen', code: /\bpopen\(/ },
  { kind: 'subprocess', call: 'os.system', code: /\bos\.system\(/ },
  { kind: 'subprocess', call: 'os.waitpid', code: /\bwaitpid\(/ },
  { kind: 'subprocess', call: 'subprocess', file: /[\\/]subprocess\.py$/ },
  { kind: 'subprocess', call: 'subprocess', code: /\bsubprocess\.\w+\(|\bPopen\(|\.communicate\(/ },
  { kind: 'lock', call: 'fcntl.flock', code: /\b(?:flock|lockf)\(/ },
  { kind: 'lock', call: 'lock.acquire', code: /\bacquire\(|\bwith \w*\.?_?\w*lock\b/i },
  {
    kind: 'lock',
    call: 'threading',
    file: /[\\/]threading\.py$/,
    function: /^(?:acquire|wait|join|__enter__|_wait_for_tstate_lock)$/,
  },
  { kind: 'lock', call: 'multiprocessing', file: /[\\/]multiprocessing[\\/]/ },
  { kind: 'network', call: 'sock.recv', file: /[\\/](?:socket|ssl)\.py$/ },
  { kind: 'network', call: 'http', file: /[\\/](?:urllib3|requests|http|urllib|httplib2?)[\\/]/ },
  { kind: 'network', call: 'grpc', file: /[\\/]grpc[\\/]/ },
  { kind: 'network', call: 'requests', code: /\brequests\.(?:get|post|put|delete|request)\(|\burlopen\(/ },
  { kind: 'sleep', call: 'time.sleep', code: /\bsleep\(/ },
  { kind: 'cpu', call: 're', file: /[\\/]s?re(?:[\\/]__init__)?\.py$|sre_\w+\.py$/ },
  { kind: 'cpu', call: 're', code: /\bre\.(?:match|search|sub|findall|fullmatch|split)\(|\.(?:fullmatch|finditer)\(/ },
  { kind: 'cpu', call: 'json', file: /[\\/](?:json|simplejson)[\\/]/ },
  { kind: 'cpu', call: 'pickle', code: /\bpickle\.\w+\(/ },
  { kind: 'cpu', call: 'hashlib', code: /\bhashlib\.|pbkdf2|bcrypt|scrypt/ },
  { kind: 'cpu', call: 'numpy', file: /[\\/](?:numpy|pandas|scipy|sklearn|PIL|cv2|lxml)[\\/]/ },
  {
    kind: 'file-io',
    call: 'write',
    code: /\.(?:write|writelines|flush|dump)\(|\bos\.(?:write|fsync|sendfile)\(|\bprint\(/,
  },
  { kind: 'file-io', call: 'read', code: /\.(?:read|readline|readlines|readinto)\(|\bos\.read\(/ },
  { kind: 'file-io', call: 'open', code: /\bopen\(|\bshutil\.|\bos\.(?:rename|remove|unlink|listdir|stat|walk)\(/ },
  { kind: 'compression', call: 'zlib', code: /\bzlib\.|\.compress\(|\.decompress\(/ },
];
