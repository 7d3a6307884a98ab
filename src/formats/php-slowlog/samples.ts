import type { FormatSample } from '../format.ts';

export const samples: readonly FormatSample[] = [
  {
    lines: [
      '[23-Nov-2026 09:19:05]  [pool www] pid 1529',
      'script_filename = /srv/www/index.php',
      '[0x00007f1c2a0130c0] curl_exec() /srv/www/lib/http.php:88',
      '[0x00007f1c2a013030] fetch() /srv/www/index.php:12',
    ],
    means: [
      {
        kind: 'exception',
        pid: 1529,
        traceback: {
          chain: [
            {
              exception: 'StackDump',
              frames: [
                { file: '/srv/www/index.php', line: 12, function: 'fetch' },
                { file: '/srv/www/lib/http.php', line: 88, function: 'curl_exec' },
              ],
            },
          ],
        },
      },
    ],
  },
];
