import type { FormatSample } from '../format.ts';

const request = (edge: 'start' | 'end', facts: Readonly<Record<string, unknown>>): unknown => ({
  kind: 'request',
  edge,
  facts,
});

/** Three jobs: fewer would not show that the phrases pair up. */
export const samples: readonly FormatSample[] = [
  {
    lines: [
      '2021-03-12 09:56:58,247 $10028',
      '\tjob 2021031256224 start /cdkey_mana',
      '2021-03-12 09:56:58,259 $10021',
      '\tjob 2021031256227 start /cdkey_mana',
      '2021-03-12 09:56:58,276 $10021',
      '\tjob 2021031256573 start /query',
      '2021-03-12 09:56:58,649 $10021',
      '\tjob 2021031256573 finish 200 372 ms',
      '2021-03-12 09:57:06,519 $10028',
      '\tjob 2021031256224 finish 200 8272 ms',
      '2021-03-12 09:57:17,660 $10021',
      '\tjob 2021031256227 finish 200 19401 ms',
    ],
    means: [
      request('start', { id: '2021031256224', target: '/cdkey_mana' }),
      request('start', { id: '2021031256227', target: '/cdkey_mana' }),
      request('start', { id: '2021031256573', target: '/query' }),
      request('end', { id: '2021031256573', status: 200, durationUs: 372_000 }),
      request('end', { id: '2021031256224', status: 200, durationUs: 8_272_000 }),
      request('end', { id: '2021031256227', status: 200, durationUs: 19_401_000 }),
    ],
  },
  {
    lines: [
      '2026-11-23 09:45:03,382 [10147] [INFO] shop.requests: GET /item begins',
      '2026-11-23 09:45:03,528 [10149] [INFO] shop.requests: GET /item begins',
      '2026-11-23 09:45:03,593 [10149] [INFO] shop.requests: GET /item ends with 200 after 64 ms',
      '2026-11-23 09:45:03,646 [10149] [INFO] shop.requests: GET /cart begins',
      '2026-11-23 09:45:03,673 [10147] [INFO] shop.requests: GET /item ends with 200 after 291 ms',
      '2026-11-23 09:45:03,728 [10149] [INFO] shop.requests: GET /cart ends with 200 after 81 ms',
      '2026-11-23 09:45:04,201 [10149] [ERROR] shop: cache is gone',
    ],
    means: [
      request('start', { method: 'GET', target: '/item' }),
      request('start', { method: 'GET', target: '/item' }),
      request('end', { method: 'GET', target: '/item', status: 200, durationUs: 64_000 }),
      request('start', { method: 'GET', target: '/cart' }),
      request('end', { method: 'GET', target: '/item', durationUs: 291_000 }),
      request('end', { method: 'GET', target: '/cart', durationUs: 81_000 }),
      { kind: 'note', pid: 10149, level: 'error', message: 'cache is gone' },
    ],
  },
];
