import type { LineRow } from './row.ts';

/** Drivers in C, by the name that a line calls them by: none of them yields (gevent and eventlet patch Python's sockets only). */
const DRIVERS = ['psycopg2', 'MySQLdb', 'pymssql', 'pyodbc', 'cx_Oracle', 'oracledb', 'ibm_db', 'sqlite3'];

/**
 * Calls into C, most telling first. Observed at the abort of gunicorn 20.1 with gevent 22.10 and sync workers: the innermost line is
 * the application's own for all of these.
 */
export const LINE_ROWS: readonly LineRow[] = [
  { kind: 'dns', call: 'getaddrinfo', code: /\b(?:getaddrinfo|gethostby\w+|getfqdn)\(/ },
  // os.popen('du -s /srv').read()
  { kind: 'subprocess', call: 'os.popen', code: /\bpopen\d?\(/ },
  { kind: 'subprocess', call: 'os.system', code: /\bos\.system\(|(?<![\w.])system\(/ },
  { kind: 'subprocess', call: 'os.waitpid', code: /\b(?:waitpid|os\.(?:wait\w*|spawn\w+))\(/ },
  { kind: 'subprocess', call: 'subprocess', code: /\bsubprocess\.\w+\(|\bPopen\(|\.communicate\(/ },
  // fcntl.flock(self.file, fcntl.LOCK_EX)
  { kind: 'lock', call: 'fcntl.flock', code: /\b(?:flock|lockf)\(/ },
  // Entering anything but a lock in C does not wait; a context manager in Python would stand in a frame of its own.
  { kind: 'lock', call: 'lock.acquire', code: /\bacquire\(|^with [\w.[\]'"]+(?: as \w+)?:/ },
  { kind: 'sleep', call: 'time.sleep', code: /\bsleep\(/ },
  ...DRIVERS.map((driver): LineRow => ({ kind: 'database', call: driver, code: new RegExp(`\\b${driver}\\b`) })),
  {
    kind: 'database',
    call: 'cursor.execute',
    code: /\.(?:execute\w*|callproc|fetch(?:all|one|many)|commit|rollback)\(/,
  },
  { kind: 'network', call: 'requests', code: /\brequests\.\w+\(/ },
  { kind: 'network', call: 'urlopen', code: /\burlopen\(/ },
  { kind: 'network', call: 'pycurl', code: /\.perform\(/ },
  { kind: 'network', call: 'sock.recv', code: /\.recv\w*\(/ },
  { kind: 'network', call: 'sock.send', code: /\.(?:sendall|sendto)\(/ },
  { kind: 'network', call: 'sock.connect', code: /\.(?:connect|connect_ex|accept)\(/ },
  { kind: 'file-io', call: 'write', code: /\.(?:write|writelines|writerows?|flush|truncate)\(/ },
  { kind: 'file-io', call: 'write', code: /\bos\.(?:write|writev|fsync|fdatasync|sendfile)\(|\bprint\b/ },
  { kind: 'file-io', call: 'read', code: /\.(?:read|readline|readlines|readinto)\(|\bos\.read\(/ },
  { kind: 'file-io', call: 'read', code: /\bfor \w+ in (?:f|fh|fp|\w*file)\b/ },
  { kind: 'file-io', call: 'open', code: /\bopen\(|\bshutil\.|\bglob\(/ },
  {
    kind: 'file-io',
    call: 'os',
    code: /\bos\.(?:rename|replace|remove|unlink|listdir|scandir|stat|walk|\w*dirs?|path\.\w+)\(/,
  },
  // Python leaves importlib's own frames out of tracebacks.
  { kind: 'file-io', call: 'import', code: /^(?:import|from) / },
  { kind: 'compression', call: 'zlib', code: /\bzlib\.|\b(?:de)?compress(?:obj)?\(/ },
  { kind: 'cpu', call: 're', code: /\bre\.\w+\(|\.(?:fullmatch|finditer|findall|match|search|sub)\(/ },
  { kind: 'cpu', call: 'pickle', code: /\b(?:c?pickle|marshal)\.\w+\(/i },
  { kind: 'cpu', call: 'json', code: /\b(?:json|simplejson|ujson|orjson)\.\w+\(/ },
  { kind: 'cpu', call: 'hashlib', code: /\b(?:hashlib|hmac|bcrypt)\.|pbkdf2|scrypt|\bcrypt\(/ },
  { kind: 'cpu', call: 'numpy', code: /\b(?:np|numpy)\.\w+/ },
  { kind: 'cpu', call: 'pandas', code: /\b(?:pd|pandas)\.\w+/ },
  { kind: 'cpu', call: 'lxml', code: /\betree\.\w+\(|\.xpath\(/ },
  { kind: 'cpu', call: 'cv2', code: /\bcv2\.\w+/ },
];

/** Lines that call nothing by name and may wait all the same: for the next row, for a coroutine, for whatever is entered. */
export const WAITING_LINE = /^(?:async )?(?:with |await |return await |yield |for .+ in [\w.]+:)/;

/** Calls of builtins and of methods of builtin types: they compute, however long it takes. */
export const COMPUTING_CALLS: ReadonlySet<string> = new Set(
  (
    'abs all any append add bin bool bytearray bytes chr copy count decode dict divmod encode endswith enumerate extend ' +
    'filter find float format frozenset get hash hex index insert int isinstance items join keys len list lower lstrip map max ' +
    'min ord pop pow range remove replace repr reverse reversed round rstrip set setdefault sort sorted split splitlines ' +
    'startswith str strip sum translate tuple update upper values xrange zip'
  ).split(' '),
);
