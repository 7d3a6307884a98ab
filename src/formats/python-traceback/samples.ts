import type { FormatSample } from '../format.ts';

const HEADER = 'Traceback (most recent call last):';

export const samples: readonly FormatSample[] = [
  {
    lines: [
      HEADER,
      '  File "build/src/app/operate/gen_op.py", line 447, in write_sn_file',
      '  File "/usr/local/python-2.7.13/lib/python2.7/gzip.py", line 241, in write',
      '    self.fileobj.write(self.compress.compress(data))',
      'IOError: [Errno 28] No space left on device',
    ],
    means: [
      {
        kind: 'exception',
        stamp: undefined,
        traceback: {
          truncated: false,
          chain: [
            {
              exception: 'IOError',
              message: '[Errno 28] No space left on device',
              frames: [{ line: 447 }, { line: 241 }],
            },
          ],
        },
      },
    ],
  },
  {
    lines: [
      HEADER,
      '  File "src/gevent/greenlet.py", line 908, in gevent._gevent_cgreenlet.Greenlet.run',
      '  File "/srv/app/jobs.py", line 3, in boom',
      '    def boom(n): raise ValueError(n)',
      '                 ^^^^^^^^^^^^^^^^^^^',
      'ValueError: 5',
      '2026-11-23T15:02:08Z <Greenlet at 0x7f8fba6ae840: boom(5)> failed with ValueError',
    ],
    means: [
      {
        kind: 'exception',
        stamp: { wall: 1_795_446_128_000_000, offsetMin: 0, precision: 's' },
        traceback: { truncated: false, chain: [{ exception: 'ValueError', message: '5' }] },
      },
    ],
  },
  {
    lines: [
      'Current thread 0x00007fe1cce27b80 (most recent call first):',
      '  File "/srv/app/images.py", line 9 in decode',
      '  File "/srv/app/views.py", line 1 in show',
    ],
    means: [
      {
        kind: 'exception',
        traceback: {
          chain: [
            {
              exception: 'StackDump',
              message: '',
              frames: [{ function: 'show' }, { function: 'decode' }],
            },
          ],
        },
      },
    ],
  },
  {
    lines: [
      'Process 25585: /usr/bin/python3 /usr/local/bin/gunicorn shop:app',
      'Python v3.11.2 (/usr/bin/python3.11)',
      '',
      'Thread 25585 (active): "MainThread"',
      '    fetch (shop/db.py:12)',
      '        Arguments:',
      '            query: "select (1:2)"',
      '    report (shop/views.py:31)',
      'Thread 0x7F97F0A786C0 (idle): "Thread-1"',
      '    wait (threading.py:300)',
    ],
    means: [
      {
        kind: 'exception',
        pid: 25585,
        traceback: {
          chain: [{ exception: 'StackDump', frames: [{ function: 'report' }, { file: 'shop/db.py', line: 12 }] }],
        },
      },
    ],
  },
];
