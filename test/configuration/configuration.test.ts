import { describe, expect, it } from 'vitest';
import { configurationKinds } from '../../src/configuration/registry.ts';

const statedIn = (id: string, text: string): readonly string[] =>
  configurationKinds
    .filter((kind) => kind.id === id)
    .flatMap((kind) => kind.read(text).map(({ server, name, value }) => `${server} ${name}=${value}`));

describe.each(configurationKinds)('$id', (kind) => {
  it('says where it is described, and shows samples', () => {
    expect(kind.docs).toMatch(/^https:\/\//);
    expect(kind.samples).not.toEqual([]);
  });

  it.each(kind.samples)('claims and reads $file', ({ file, text, states }) => {
    expect(kind.claims(file)).toBe(true);
    expect(kind.read(text).map(({ name, value, server }) => ({ name, value, server }))).toEqual(states);
  });

  it.each(kind.samples)('reads $file the same with other line ends', ({ text, states }) => {
    const read = kind.read(`\uFEFF${text.replaceAll('\n', '\r\n')}`);
    expect(read.map(({ name, value, server }) => ({ name, value, server }))).toEqual(states);
  });

  it.each(kind.samples)('places what $file states', ({ text }) => {
    const prefixed = `# größer\n${text}`;
    for (const stated of kind.read(prefixed)) {
      expect(prefixed.split('\n')[stated.line - 1]).toBe(stated.text);
      const before = Buffer.from(prefixed).subarray(0, stated.byteOffset).toString();
      expect(before.split('\n').length).toBe(stated.line);
      expect(before.endsWith('\n')).toBe(true);
    }
  });

  it.each(['app.log', 'settings.py', 'access.log.1', 'README.md', 'ps', 'psql.log'])('leaves %s alone', (file) =>
    expect(kind.claims(file)).toBe(false),
  );
});

it.each([
  ['gunicorn.py', 'gunicorn-conf'],
  ['shop.gunicorn.conf.py', 'gunicorn-conf'],
  ['gunicorn.conf.prod.py', 'gunicorn-conf'],
  ['compose.yaml', 'command-line'],
  ['docker-compose.prod.yml', 'command-line'],
  ['Dockerfile.web', 'command-line'],
  ['ps-aux.log', 'command-line'],
  ['gunicorn.conf', 'command-line'],
  ['shop.nginx', 'nginx-conf'],
  ['default.conf', 'nginx-conf'],
  ['shop_uwsgi.ini', 'uwsgi-ini'],
  ['php-fpm.conf', 'php-fpm-conf'],
])('%s may be %s', (file, id) => {
  expect(configurationKinds.filter((kind) => kind.claims(file)).map((kind) => kind.id)).toContain(id);
});

it.each([
  ['a later line', 'gunicorn app \\\n  --timeout 30 \\\n  -w 2\n', ['2: --timeout 30 \\', '3: -w 2']],
  ['a line of a nested text', 'command: bash -c "migrate &&\n  gunicorn app\n  -t 9"\n', ['3: -t 9"']],
])('command-line names %s', (_what, text, lines) => {
  const kind = configurationKinds.find(({ id }) => id === 'command-line');
  expect(kind?.read(text).map((stated) => `${stated.line}: ${stated.text.trim()}`)).toEqual(lines);
});

it('fills in what the environment beside a command line states', () => {
  const kind = configurationKinds.find(({ id }) => id === 'command-line');
  const stated = kind?.read('web: gunicorn app --timeout ${LIMIT} -w $N', 'export LIMIT="45" # seconds\nN=x;y\n');
  expect(stated?.map(({ name, value, text }) => [name, value, text.slice(0, 4)])).toEqual([['timeout', '45', 'web:']]);
});

it.each([
  ['web: gunicorn app --timeout', []],
  ['web: gunicorn app --timeout= -w 2', ['gunicorn workers=2']],
  ['web: gunicorn app --timeout $T --timeout ${T:?no} --timeout ${T:-$U} --timeout `t`', []],
  ['web: gunicorn app --timeout ${T:-30}', ['gunicorn timeout=30']],
  ['T=45\nweb: gunicorn app --timeout ${T:-30}', ['gunicorn timeout=45']],
  ['ENV T 45\nCMD gunicorn app --timeout $T -w 2', ['gunicorn timeout=45', 'gunicorn workers=2']],
  ['web: gunicorn app --timeout $T -w 2', ['gunicorn workers=2']],
  ['web: gunicorn app --access-logformat "$FORMAT"', []],
  [
    "web: gunicorn app --access-logformat '%(h)s; %(t)s' -w 2",
    ['gunicorn access_log_format=%(h)s; %(t)s', 'gunicorn workers=2'],
  ],
  [
    'web: gunicorn app -k uvicorn.workers.UvicornWorker --workers 2',
    ['gunicorn worker_class=uvicorn.workers.UvicornWorker', 'gunicorn workers=2'],
  ],
  ['web: gunicorn -k egg:gunicorn#gevent app # -w 3', ['gunicorn worker_class=egg:gunicorn#gevent']],
  ["it's; gunicorn app -w 2", ['gunicorn workers=2']],
  ['CMD exec gunicorn app --timeout 12', ['gunicorn timeout=12']],
  ['CMD [ "python", "-m", "gunicorn", "-t", "12" ]', ['gunicorn timeout=12']],
  ['    command: [gunicorn, app, --timeout, 12]', ['gunicorn timeout=12']],
  ["    command: 'gunicorn app --timeout 12'", ['gunicorn timeout=12']],
  [
    '  command:\n  - sh\n  - -c\n  - |\n    pip install x\n    gunicorn app \\\n      -t 12\n  ports: [1]',
    ['gunicorn timeout=12'],
  ],
  ['  - GUNICORN_CMD_ARGS=--timeout 12 -w 2', ['gunicorn timeout=12', 'gunicorn workers=2']],
  ["export GUNICORN_CMD_ARGS='--timeout 12'; run -w 5", ['gunicorn timeout=12']],
  ['GUNICORN_CMD_ARGS=--timeout=12 gunicorn app -w 2', ['gunicorn timeout=12', 'gunicorn workers=2']],
  ['# GUNICORN_CMD_ARGS=--timeout=12', []],
  ['  PID COMMAND\n   12 gunicorn: master [shop]\n   13 gunicorn app (x) -w 2', ['gunicorn workers=2']],
  ['constructor: gunicorn --constructor 3 --__proto__ 4', []],
  ['gunicorn install shop --timeout 8', ['gunicorn timeout=8']],
])('command-line reads %j', (text, stated) => expect(statedIn('command-line', text)).toEqual(stated));

it.each([
  ['timeout = 2 * (3 + 4) - -1', ['gunicorn timeout=15']],
  ['timeout = 10 / 2', []],
  ['timeout = 2 ** 3', []],
  ['timeout = "30', []],
  ['timeout = (30', []],
  ['timeout = 30,', []],
  ['timeout = -', []],
  ['timeout = 9007199254740991 * 9007199254740991', []],
  ['worker_class = "a" * 9', []],
  ["worker_class = b'gevent'", []],
  ['worker_class = \'ge\' "vent"', ['gunicorn worker_class=gevent']],
  ['timeout == 30', []],
  ['server.timeout = 30', []],
  ['timeout = 30\ntimeout = load()', []],
  ['timeout = 30\ntimeout = 60', ['gunicorn timeout=60']],
  ['x = """\ntimeout = 30\n"""\nworkers = 1', ['gunicorn workers=1']],
  ['x = "unclosed\ntimeout = 30', ['gunicorn timeout=30']],
  ['preload_app = False', ['gunicorn preload_app=False']],
  ['constructor = 3', []],
])('gunicorn-conf reads %j', (text, stated) => expect(statedIn('gunicorn-conf', text)).toEqual(stated));

it.each([
  ['proxy_read_timeout 60', []],
  ['proxy_read_timeout $slow;', []],
  [`proxy_read_timeout ${'1'.repeat(99)}x;`, []],
  ['proxy_read_timeout 1 1;', []],
  ['proxy_read_timeout 10m;', ['nginx proxy_read_timeout=600']],
  ['log_format a "unclosed;', []],
  ['log_format a;', []],
  ["log_format a '${remote_addr}x';", ['nginx log_format=${remote_addr}x']],
  ['} ; {', []],
])('nginx-conf reads %j', (text, stated) => expect(statedIn('nginx-conf', text)).toEqual(stated));

it.each([
  ['[www]\nrequest_terminate_timeout = 0', ['php-fpm request_terminate_timeout=0']],
  ['request_terminate_timeout = soon', []],
  ['pm.max_children = 5x', []],
  [`request_terminate_timeout = 1${' '.repeat(99_999)}x`, []],
])('php-fpm-conf reads %j', (text, stated) => expect(statedIn('php-fpm-conf', text)).toEqual(stated));

it.each(['#', ' ', '"', '\\', '(', 'a', '-', '\n', "'", '1', ';', '"\\a', 'a=', '${', 'x\\\n', '- x\n'])(
  'reads a hundred thousand of %j in no time',
  (piece) => {
    for (const kind of configurationKinds) {
      for (const start of [
        '',
        'timeout = ',
        'x = """',
        'CMD ["gunicorn ',
        'gunicorn "',
        '[uwsgi]\nharakiri = ',
        'pm.max_children = "',
        'log_format a "',
      ])
        expect(() => kind.read(start + piece.repeat(100_000))).not.toThrow();
    }
  },
);
