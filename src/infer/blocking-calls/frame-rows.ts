import type { BlockingKind, FrameRow } from './row.ts';

/** A library's package directory or its only module. */
const packageNamed = (name: string): RegExp => new RegExp(`[\\\\/]${name}(?:[\\\\/]|\\.py$)`);

const libraries = (kind: BlockingKind, names: string): readonly FrameRow[] =>
  names
    .split(' ')
    .map((name) => ({ kind, call: name.replace('/', '.'), file: packageNamed(name.replace('/', '[\\\\/]')) }));

// File "…/gzip.py", line 241, in write / self.fileobj.write(self.compress.compress(data)): the file below takes no more, or the
// compression itself takes long; without the source line a `write` is taken to write.
const COMPRESSORS: readonly FrameRow[] = ['gzip', 'bz2', 'lzma', 'zipfile', 'tarfile'].flatMap(
  (name): readonly FrameRow[] => {
    const file = packageNamed(name);
    return [
      { kind: 'file-io', call: `${name}.write`, file, code: /(?:fileobj|_?fp|file)\.write\(/ },
      { kind: 'file-io', call: `${name}.read`, file, code: /(?:fileobj|_?fp|file)\.read\(/ },
      { kind: 'file-io', call: `${name}.write`, file, function: /^_?write/, code: /^$/ },
      { kind: 'compression', call: name, file },
    ];
  },
);

const GUNICORN: readonly FrameRow[] = [
  // gunicorn/http/unreader.py in chunk: return self.sock.recv(self.mxchunk)
  { kind: 'client-silent', call: 'sock.recv', file: /gunicorn[\\/]http[\\/](?:unreader|message|parser|body)\.py$/ },
  // gunicorn/util.py in write: sock.sendall(data)
  { kind: 'client-slow', call: 'sock.sendall', file: /gunicorn[\\/]util\.py$/, function: /^write/ },
  { kind: 'client-slow', call: 'sock.sendfile', file: /gunicorn[\\/]http[\\/]wsgi\.py$/ },
];

const LOGGING = /[\\/]logging[\\/](?:__init__|handlers)\.py$/;
const JSON_FILES = /[\\/](?:json|simplejson)[\\/]/;

const STANDARD: readonly FrameRow[] = [
  // cmd.py in cmdloop: line = input(self.prompt)
  { kind: 'debugger', call: 'pdb', file: /[\\/](?:pdb|bdb|cmd)\.py$/ },
  ...libraries('debugger', 'ipdb pudb debugpy pydevd'),
  // logging/__init__.py in acquire: self.lock.acquire()
  { kind: 'lock', call: 'logging lock', file: LOGGING, code: /acquire\(|\bwith .*lock\b/ },
  { kind: 'logging', call: 'logging.emit', file: LOGGING },
  ...libraries('logging', 'loguru structlog logbook'),
  { kind: 'dns', call: 'getaddrinfo', file: /[\\/]socket\.py$/, function: /^(?:getaddrinfo|getfqdn)$/ },
  { kind: 'dns', call: 'getaddrinfo', file: /[\\/]socket\.py$/, code: /getaddrinfo\(/ },
  ...libraries('dns', 'dns'),
  // Python 2 and eventlet: subprocess.py in communicate, though patched (eventlet 0.33)
  { kind: 'subprocess', call: 'subprocess', file: /[\\/](?:subprocess|popen2|commands)\.py$/ },
  // Blocks on a pipe, though patched (eventlet 0.33)
  { kind: 'file-io', call: 'os.read', file: /eventlet[\\/]green[\\/]os\.py$/, function: /^read$/ },
  ...libraries('subprocess', 'pexpect ptyprocess plumbum'),
  { kind: 'lock', call: 'multiprocessing', file: /[\\/]multiprocessing[\\/]/ },
  { kind: 'lock', call: 'future.result', file: /[\\/]concurrent[\\/]futures[\\/]_base\.py$/, isGeneric: true },
  { kind: 'lock', call: 'queue.get', file: /[\\/][Qq]ueue\.py$/, isGeneric: true },
  { kind: 'lock', call: 'threading', file: /[\\/]threading\.py$/, isGeneric: true },
  ...libraries('lock', 'portalocker filelock fasteners'),
  { kind: 'file-io', call: 'shutil', file: /[\\/]shutil\.py$/ },
  // Modules are files as well: <frozen importlib._bootstrap_external> in get_data
  { kind: 'file-io', call: 'import', file: /^<frozen importlib|[\\/]importlib[\\/]/ },
  { kind: 'file-io', call: 'json.dump', file: JSON_FILES, code: /\.write\(/ },
  { kind: 'cpu', call: 'json', file: JSON_FILES },
  { kind: 'cpu', call: 're', file: /[\\/]s?re(?:[\\/]\w+)?\.py$|[\\/]sre_\w+\.py$/ },
  { kind: 'cpu', call: 'pickle', file: /[\\/]pickle\.py$/ },
];

// The traceback ends at the driver's or the ORM's wrapper: the wait itself is in C.
const DATABASE: readonly FrameRow[] = [
  ...libraries(
    'database',
    'psycopg2 psycopg MySQLdb pymysql mysql/connector pg8000 sqlite3 pymongo cx_Oracle oracledb pymssql pyodbc ibm_db',
  ),
  {
    kind: 'database',
    call: 'cursor.execute',
    file: /sqlalchemy[\\/]engine[\\/]\w+\.py$/,
    function: /^do_(?:execute|commit|rollback)/,
  },
  { kind: 'database', call: 'connection pool', file: /sqlalchemy[\\/](?:pool\b|util[\\/]queue\.py$)/ },
  { kind: 'database', call: 'cursor.execute', file: /django[\\/]db[\\/]backends[\\/]/ },
];

const NETWORK: readonly FrameRow[] = [
  ...libraries('grpc', 'grpc'),
  { kind: 'network', call: 'sock.recv', file: /[\\/](?:socket|ssl)\.py$/, isGeneric: true },
  { kind: 'network', call: 'http.client', file: /[\\/](?:http[\\/]client|httplib)\.py$/, isGeneric: true },
  { kind: 'network', call: 'urllib3', file: packageNamed('urllib3'), isGeneric: true },
  { kind: 'network', call: 'urlopen', file: /[\\/](?:urllib2?|urllib[\\/]request)\.py$/ },
  ...libraries(
    'network',
    'requests httplib2 httpx httpcore aiohttp botocore boto boto3 smtplib ftplib imaplib telnetlib xmlrpc redis memcache pymemcache ' +
      'pylibmc kafka confluent_kafka pika amqp kombu ldap ldap3 paramiko elasticsearch elastic_transport thrift suds zeep pycurl',
  ),
];

const COMPUTING = libraries(
  'cpu',
  'hashlib passlib bcrypt numpy pandas scipy sklearn skimage PIL cv2 lxml matplotlib reportlab openpyxl xlsxwriter torch ' +
    'tensorflow shapely networkx jinja2 mako',
);

/** Frames that give a call away, most telling first; only frames that are not the application's own are held against them. */
export const FRAME_ROWS: readonly FrameRow[] = [
  ...COMPRESSORS,
  ...GUNICORN,
  ...STANDARD,
  ...DATABASE,
  ...NETWORK,
  ...COMPUTING,
];
