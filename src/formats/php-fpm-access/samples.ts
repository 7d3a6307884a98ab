import type { FormatSample } from '../format.ts';

export const samples: readonly FormatSample[] = [
  {
    lines: ['127.0.0.1 -  29/Nov/2026:16:06:35 +0000 "GET /index.php" 500'],
    means: [{ kind: 'request', edge: 'whole', facts: { method: 'GET', target: '/index.php', status: 500 } }],
  },
  {
    lines: [
      '127.0.0.1 -  29/Nov/2026:16:06:36 +0000 "GET /index.php?page=2" 200 /srv/www/index.php 1325.681 2048 0.00%',
    ],
    means: [
      {
        stamp: { wall: Date.parse('2026-11-29T16:06:37.325681Z') * 1_000 + 681, offsetMin: 0 },
        facts: { method: 'GET', target: '/index.php?page=2', status: 200, durationUs: 1_325_681 },
      },
    ],
  },
];
