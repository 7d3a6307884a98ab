import { describe, expect, it } from 'vitest';
import { parseTraceback } from '../../src/formats/traceback.ts';
import { appFrame } from '../../src/infer/whose-frame.ts';
import { blockingCall } from '../../src/infer/blocking-call.ts';
import { framesAtAbort } from '../../src/model/abort.ts';

const HEAD = ['Traceback (most recent call last):', '  File "/srv/app/shop/web.py", line 42, in app', '    work()'];
const ABORT = [
  '  File "/usr/lib/python3/dist-packages/gunicorn/workers/base.py", line 203, in handle_abort',
  '    sys.exit(1)',
  'SystemExit: 1',
];
const STDLIB = '/usr/lib/python3.11';
const LIB = '/usr/local/lib/python3.11/site-packages';

/** The frames at the abort of a worker which stood in these, outermost first: `file in function: code`. */
const framesOf = (...told: readonly string[]) => {
  const lines = told.flatMap((frame) => {
    const {
      file = '',
      name = '',
      code,
    } = /^(?<file>.+?) in (?<name>\S+?)(?:: (?<code>.*))?$/.exec(frame)?.groups ?? {};
    return [`  File "${file}", line 7, in ${name}`, ...(code === undefined ? [] : [`    ${code}`])];
  });
  const traceback = parseTraceback([...HEAD, ...lines, ...ABORT].join('\n'));
  return traceback ? framesAtAbort(traceback) : [];
};

/** `kind call`, with what else it may be behind a slash; `waits` where others could run. */
const held = (workerClass: string | null, ...told: readonly string[]): string | undefined => {
  const found = blockingCall(framesOf(...told), workerClass);
  if (!found || found.cooperative) return found && 'waits';
  return `${found.kind} ${found.call}${found.otherKind === undefined ? '' : ` / ${found.otherKind}`}`;
};

describe('the story', () => {
  const frames = parseTraceback(
    [
      '\tTraceback (most recent call last):',
      '\t  File "build/src/app/operate/gen_op.py", line 362, in generate',
      '\t  File "build/src/app/operate/gen_op.py", line 447, in write_sn_file',
      '\t  File "/usr/local/python-2.7.13/lib/python2.7/gzip.py", line 241, in write',
      '\t    self.fileobj.write(self.compress.compress(data))',
      '\t  File "/home/fee/lib/python2.7/site-packages/gunicorn/workers/base.py", line 192, in handle_abort',
      '\t    sys.exit(1)',
      '\tSystemExit: 1',
    ].join('\n'),
  );

  it('names the write below the compression, the compression as the other possibility, and where the application called it', () => {
    const atAbort = frames ? framesAtAbort(frames) : [];
    expect(blockingCall(atAbort, 'gevent')).toMatchObject({
      cooperative: false,
      kind: 'file-io',
      call: 'gzip.write',
      otherKind: 'compression',
      frame: { line: 241 },
    });
    expect(appFrame(atAbort)).toMatchObject({ line: 447, function: 'write_sn_file' });
  });
});

describe('a call into C, told by the innermost line', () => {
  it.each([
    ["os.popen('du -s /srv').read()", 'subprocess os.popen / file-io'],
    ["os.system('sync')", 'subprocess os.system'],
    ["subprocess.check_output(['sleep', '30'])", 'subprocess subprocess'],
    ['fcntl.flock(lock_file, fcntl.LOCK_EX)', 'lock fcntl.flock'],
    ['self._lock.acquire()', 'lock lock.acquire'],
    ['with self._lock:', 'lock lock.acquire'],
    ['with turnstile:', 'lock lock.acquire'],
    ['import tables', 'file-io import'],
    ["with open(path, 'w') as out:", 'file-io open'],
    ['time.sleep(30)', 'sleep time.sleep'],
    ['db = MySQLdb.connect(host=host)', 'database MySQLdb / network'],
    ['cursor.execute(statement)', 'database cursor.execute'],
    ['socket.getaddrinfo(host, 443)', 'dns getaddrinfo'],
    ['head = connection.recv(10)', 'network sock.recv'],
    ['out.write(rows)', 'file-io write'],
    ['out.write(zlib.compress(rows))', 'file-io write / compression'],
    ['os.write(pipe, block)', 'file-io write'],
    ['for line in export_file:', 'file-io read'],
    ["open(path, 'w')", 'file-io open'],
    ['packed = zlib.compress(rows)', 'compression zlib'],
    ["re.match(r'(a+)+$', word)", 'cpu re'],
    ['body = pickle.dumps(rows)', 'cpu pickle'],
    ["hashlib.pbkdf2_hmac('sha256', word, salt, 10_000_000)", 'cpu hashlib'],
    ['while True: count += 1', 'cpu in_app'],
    ['if not (a and b): return sorted(rows)', 'cpu in_app'],
  ])('%s', (code, told) => {
    expect(held('sync', `/srv/app/shop/jobs.py in in_app: ${code}`)).toBe(told);
  });

  it.each([
    ['a call that nobody knows', ': session.negotiate(peer)'],
    ['an iteration that may wait', ': for row in rows:'],
    ['a coroutine', ': await peer'],
    ['a source that Python could not read', ''],
  ])('says nothing of %s', (_what, code) => {
    expect(held('gevent', `/srv/app/shop/jobs.py in f${code}`)).toBeUndefined();
  });

  it('says nothing without frames', () => {
    expect(blockingCall([], 'gevent')).toBeUndefined();
  });

  it('reads no line but the innermost: what is called above went on into Python', () => {
    expect(
      held('sync', '/srv/app/shop/jobs.py in f: out.write(render(rows))', `${LIB}/odd/draw.py in render: engine.run()`),
    ).toBeUndefined();
  });
});

describe('a call that frames of Python and libraries tell', () => {
  it.each([
    ['gzip without source', 'py/gzip.py in write', 'file-io gzip.write / compression'],
    ['gzip, checksum', 'py/gzip.py in write: self.crc = zlib.crc32(data, self.crc)', 'compression gzip'],
    ['bz2', 'py/bz2.py in compress: return comp.compress(data) + comp.flush()', 'compression bz2'],
    ['subprocess', 'py/subprocess.py in communicate: stdout = self.stdout.read()', 'subprocess subprocess'],
    ['logging', 'py/logging/__init__.py in flush: self.stream.flush()', 'logging logging.emit'],
    ["logging's lock", 'py/logging/__init__.py in acquire: self.lock.acquire()', 'lock logging lock / logging'],
    ['a driver in C', 'lib/sqlalchemy/engine/default.py in do_execute: cursor.execute(s)', 'database cursor.execute'],
    ['Django', 'lib/django/db/backends/utils.py in _execute: self.cursor.execute(sql)', 'database cursor.execute'],
    ['mysqlclient', '/usr/lib64/python3.6/site-packages/MySQLdb/connections.py in query', 'database MySQLdb'],
    [
      'a driver over sockets',
      'lib/pymysql/connections.py in _read_bytes > py/socket.py in readinto',
      'database pymysql',
    ],
    ["SQLAlchemy's pool", 'lib/sqlalchemy/util/queue.py in get > py/threading.py in wait', 'database connection pool'],
    [
      'requests',
      'lib/requests/adapters.py in send > lib/urllib3/connectionpool.py in urlopen > py/http/client.py in begin > py/ssl.py in read',
      'network requests',
    ],
    ['urllib3 alone', 'lib/urllib3/connectionpool.py in urlopen > py/socket.py in readinto', 'network urllib3'],
    ['name resolution', 'lib/requests/adapters.py in send > py/socket.py in getaddrinfo', 'dns getaddrinfo'],
    ['grpc', 'lib/grpc/_channel.py in _blocking > py/threading.py in wait', 'grpc grpc'],
    ['a queue', 'py/queue.py in get > py/threading.py in wait', 'lock queue.get'],
    ['json', 'py/json/encoder.py in _iterencode_list: yield buf + _intstr(value)', 'cpu json'],
    ['pandas', 'lib/pandas/core/frame.py in apply: return op.apply()', 'cpu pandas'],
    ['any other Python', 'py/copy.py in deepcopy: y = copier(x, memo)', 'cpu deepcopy'],
    ['a slow client', 'lib/gunicorn/util.py in write: sock.sendall(data)', 'client-slow sock.sendall'],
    ['a silent client', 'lib/gunicorn/http/unreader.py in chunk: self.sock.recv(n)', 'client-silent sock.recv'],
    [
      'gzip on Windows',
      String.raw`C:\Python39\lib\gzip.py in write: self.fileobj.write(self.compress.compress(data))`,
      'file-io gzip.write / compression',
    ],
  ])('%s', (_name, frames, told) => {
    const paths = frames.split(' > ').map((frame) => frame.replace(/^py\//, `${STDLIB}/`).replace(/^lib\//, `${LIB}/`));
    expect(held('sync', ...paths)).toBe(told);
  });

  it("takes an application's own module for nobody else's", () => {
    expect(held('sync', '/srv/app/json/queue.py in get: item.ready = item.price < limit')).toBe('cpu get');
  });
});

describe('waiting while others run', () => {
  const SLEEPING = [
    '/usr/lib/python3/dist-packages/gevent/hub.py in sleep: hub.wait(t)',
    'src/gevent/_hub_primitives.py in gevent._gevent_c_hub_primitives.WaitOperationsGreenlet.wait',
    'src/gevent/_greenlet_primitives.py in gevent._gevent_c_greenlet_primitives.SwitchOutGreenletWithLoop.switch',
    'src/gevent/_gevent_c_greenlet_primitives.pxd in gevent._gevent_c_greenlet_primitives._greenlet_switch',
  ];
  const asleep = ['/srv/app/shop/jobs.py in wait: time.sleep(10)', ...SLEEPING];

  it.each([
    ['gevent', asleep, 'waits'],
    [null, asleep, 'waits'],
    // A patched sleep in a worker without a loop holds it like any other.
    ['sync', asleep, 'sleep time.sleep'],
    [
      'eventlet',
      ['/srv/app/a.py in f: q.get()', `${LIB}/eventlet/hubs/hub.py in switch: return self.greenlet.switch()`],
      'waits',
    ],
    // eventlet's os.read blocks on a pipe, though the frame is its own.
    [
      'eventlet',
      ['/srv/app/a.py in f: os.read(pipe, 10)', `${LIB}/eventlet/green/os.py in read: return __original_read__(fd, n)`],
      'file-io os.read',
    ],
  ])('%s', (workerClass, frames, told) => {
    expect(held(workerClass, ...frames)).toBe(told);
  });

  it("blames no request for a server's own loop", () => {
    const loop = [
      {
        file: '/usr/lib/python3/dist-packages/gunicorn/workers/gthread.py',
        line: 198,
        function: 'run',
        code: 'futures.wait(…)',
      },
      {
        file: '/usr/lib/python3.11/concurrent/futures/_base.py',
        line: 306,
        function: 'wait',
        code: 'waiter.event.wait(timeout)',
      },
      {
        file: '/usr/lib/python3.11/threading.py',
        line: 324,
        function: 'wait',
        code: 'gotit = waiter.acquire(True, timeout)',
      },
    ];
    expect(blockingCall(loop, 'gthread')).toMatchObject({ cooperative: true });
    expect(appFrame(loop)).toBeUndefined();
  });
});
