import { expect, it } from 'vitest';
import { parseTracebacks } from '../../src/formats/traceback.ts';
import { text, told } from './told-traceback.ts';

// Printed by faulthandler of Python 3.13.
const IDLE = [
  'Thread 0x00007fe1cc3a56c0 (most recent call first):',
  '  File "/srv/app/fh.py", line 2 in worker',
  '  File "/usr/lib/python3.13/threading.py", line 1012 in _bootstrap',
];
const MAIN = ['  File "/srv/app/fh.py", line 4 in blk', '  File "/srv/app/fh.py", line 7 in <module>'];
const TURNED = '/srv/app/fh.py:7 <module> < /srv/app/fh.py:4 blk';

it.each([
  [
    'an abort: the current thread',
    [
      'Fatal Python error: Aborted',
      '',
      'Current thread 0x1 (most recent call first):',
      ...MAIN,
      '',
      ...IDLE,
      '',
      'Extension modules: a (total: 1)',
    ],
    `FatalPythonError: Aborted < ${TURNED}`,
  ],
  [
    'a timer: the main thread, which comes last',
    ['Timeout (0:00:00.300000)!', ...IDLE, '', 'Thread 0x00007fe1cce27b80 (most recent call first):', ...MAIN],
    `StackDump: Timeout (0:00:00.300000)! < ${TURNED}`,
  ],
  [
    'a hook of gunicorn: the main thread, outermost first and at the margin',
    [
      '# Thread: MainThread(140736182567808)',
      ...[
        'File: "/srv/app/fh.py", line 7, in <module>',
        '  blk()',
        'File: "/srv/app/fh.py", line 4, in blk',
        '  f.read()',
      ],
      ...['', '# Thread: Thread-1(140736182567001)', 'File: "/srv/app/fh.py", line 2, in worker', '  wait()'],
    ],
    `StackDump < ${TURNED}`,
  ],
  ['on demand, of one thread', ['Stack (most recent call first):', ...MAIN], `StackDump < ${TURNED}`],
  [
    '3.14, which names threads',
    ['Current thread 0x1 [main] (most recent call first):', ...MAIN],
    `StackDump < ${TURNED}`,
  ],
  ['without its header, which was cut off', MAIN, `StackDump < ${TURNED}`],
])('%s', (_what, lines, stack) => {
  expect(told(text(...lines))).toEqual([[stack]]);
  expect(told(text(...lines.map((line) => `web-1  | ${line}`)))).toEqual([[stack]]);
  expect(told(lines.join('\r\n'))).toEqual([[stack]]);
});

it('tells an error before any code ran', () => {
  const source = text(
    'Fatal Python error: init_fs_encoding: failed to get the Python codec of the filesystem encoding',
    'Python runtime state: core initialized',
    "ModuleNotFoundError: No module named 'encodings'",
    '',
    'Current thread 0x00007f1 (most recent call first):',
    '  <no Python frame>',
  );
  expect(told(source)).toEqual([
    ['FatalPythonError: init_fs_encoding: failed to get the Python codec of the filesystem encoding', '…'],
  ]);
});

it("reads what gevent's monitor thread prints, outermost frame first", () => {
  const source = text(
    '2026-11-23T15:06:04Z : Greenlet <Greenlet at 0x7f1ca5d06ac0: blk> appears to be blocked',
    '    Reported by <gevent._gevent_c_tracer.GreenletTracer object at 0x7f1ca5cfb920>',
    'Blocked Stack (for thread id 0x7f1ca6d9e040):',
    '  File "/srv/app/gm.py", line 9, in main',
    '  File "/srv/app/gm.py", line 4, in blk',
    '    native(1.5)',
    '',
    'Info:',
  );
  expect(told(source)).toEqual([['StackDump < /srv/app/gm.py:9 main < /srv/app/gm.py:4 blk']]);
});

it('tells threads apart whose frames lost their indentation', () => {
  const text = [
    'Thread 0x00007f97f0a786c0 (most recent call first):',
    'File "/usr/lib/python3.9/queue.py", line 179 in get',
    'Thread 0x00007f97f0a789c0 (most recent call first):',
    'File "/srv/db.py", line 12 in fetch',
    'File "/srv/views.py", line 31 in report',
  ].join('\n');
  const [dump] = parseTracebacks(text);
  expect(dump?.chain[0]?.frames.map((frame) => frame.function)).toEqual(['report', 'fetch']);
});

it('reads what Odoo prints of threads that exceed a limit, also where it is cut', () => {
  const source = text(
    '# Thread: <Thread(odoo.service.http.request.1401, started 1401)> (db:shop) (uid:2) (url:http://shop/web/print)',
    'File: "/usr/lib/python3.9/threading.py", line 892, in run',
    '  self._target(*self._args, **self._kwargs)',
    'File: "/srv/odoo/addons/print/report.py", line 71, in render',
    '  return self.converter.wait()',
    'File: "/u',
  );
  expect(told(source)).toEqual([
    ['StackDump < /usr/lib/python3.9/threading.py:892 run < /srv/odoo/addons/print/report.py:71 render'],
  ]);
});

it("reads what uWSGI's tracebacker prints: of the main thread, or where that is not shown of the last", () => {
  const main = [
    'thread_id = MainThread filename = /srv/wsgi.py lineno = 12 function = application line = return site(environ)',
    'thread_id = MainThread filename = /srv/views.py lineno = 88 function = export line = rows = list(query)',
  ];
  const other = 'thread_id = Thread-2 filename = /srv/beat.py lineno = 5 function = run line = ';
  const shown = 'StackDump < /srv/wsgi.py:12 application < /srv/views.py:88 export';
  expect(told(text(...main, '', other))).toEqual([[shown]]);
  expect(told(text(other, '', ...main, '*** backtrace of 2259 ***'))).toEqual([[shown]]);
  expect(told(text(other))).toEqual([['StackDump < /srv/beat.py:5 run']]);
});
