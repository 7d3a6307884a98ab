import type { FormatSample } from '../format.ts';

export const samples: readonly FormatSample[] = [
  {
    lines: [
      'Traceback (most recent call last):',
      '  File "build/src/app/operate/gen_op.py", line 447, in write_sn_file',
      '  File "/usr/local/python-2.7.13/lib/python2.7/gzip.py", line 241, in write',
      '    self.fileobj.write(self.compress.compress(data))',
      'IOError: [Errno 28] No space left on device',
    ],
    means: [
      {
        kind: 'exception',
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
];
