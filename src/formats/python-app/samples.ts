import type { FormatSample } from '../format.ts';

const edge = (edgeOf: 'start' | 'end', pid: number | undefined, facts: object): unknown => ({
  kind: 'request',
  edge: edgeOf,
  pid,
  facts,
});

/** The message stands below its head; a traceback has no message of its own. */
const BELOW: FormatSample = {
  lines: [
    '2021-03-12 09:57:40,012 $20431',
    '\tjob 2021031256224 start /cdkey_mana',
    '2021-03-12 09:57:40,121 $20428',
    '\tjob 2021031256573 start /query',
    '2021-03-12 09:57:40,180 $20428',
    '\tjob 2021031256574 start /query',
    '2021-03-12 09:57:40,493 $20428',
    '\tjob 2021031256573 finish 200 372 ms',
    '2021-03-12 09:57:40,520 $20428',
    '\tjob 2021031256574 finish 200 340 ms',
    '2021-03-12 09:57:41,300 $20431',
    '\tjob 2021031256575 start /query',
    '2021-03-12 09:57:41,420 $20431',
    '\tjob 2021031256575 finish 200 120 ms',
    '2021-03-12 09:57:45,146 $20431',
    '\tTraceback (most recent call last):',
    '\t  File "build/src/app/operate/gen_op.py", line 447, in write_sn_file',
    '\t  File "/usr/local/python-2.7.13/lib/python2.7/gzip.py", line 241, in write',
    '\t    self.fileobj.write(self.compress.compress(data))',
    '\tSystemExit: 1',
  ],
  means: [
    edge('start', 20431, { id: '2021031256224', target: '/cdkey_mana' }),
    edge('start', 20428, { id: '2021031256573', target: '/query' }),
    edge('start', 20428, { id: '2021031256574' }),
    edge('end', 20428, { id: '2021031256573', status: 200, durationUs: 372_000 }),
    edge('end', 20428, { id: '2021031256574', status: 200, durationUs: 340_000 }),
    edge('start', 20431, { id: '2021031256575' }),
    edge('end', 20431, { id: '2021031256575', durationUs: 120_000 }),
    { kind: 'exception', pid: 20431, message: '', requestId: undefined },
  ],
};

/** Requests without an id; one of them is told to have been broken off. */
const WITHOUT_ID: FormatSample = {
  lines: [
    '2026-11-23 09:48:01,152 [10858] [INFO] shop.requests: begin GET /item',
    '2026-11-23 09:48:01,249 [10856] [INFO] shop.requests: begin GET /feed',
    '2026-11-23 09:48:01,259 [10858] [INFO] shop.requests: end GET /item 200 in 107 ms',
    '2026-11-23 09:48:01,402 [10858] [INFO] shop.requests: begin POST /item',
    '2026-11-23 09:48:01,650 [10858] [INFO] shop.requests: end POST /item 200 in 248 ms',
    '2026-11-23 09:48:01,702 [10858] [INFO] shop.requests: begin GET /feed',
    '2026-11-23 09:48:02,004 [10858] [INFO] shop.requests: end GET /feed 200 in 302 ms',
    '2026-11-23 09:48:02,012 [10858] [WARNING] shop.stock: only 3 left',
    '2026-11-23 09:48:02,665 [10856] [CRITICAL] shop.requests: broken off: GET /feed',
    'Traceback (most recent call last):',
    '  File "/srv/app/shop/exports.py", line 38, in dump_feed',
    '    feed.write(offer)',
    'SystemExit: 1',
    '2026-11-23 09:48:02,700 [10858] [ERROR] shop.stock: no stock server',
  ],
  means: [
    edge('start', 10858, { id: undefined, method: 'GET', target: '/item' }),
    edge('start', 10856, { method: 'GET', target: '/feed' }),
    edge('end', 10858, { method: 'GET', target: '/item', status: 200, durationUs: 107_000 }),
    edge('start', 10858, { method: 'POST' }),
    edge('end', 10858, { method: 'POST' }),
    edge('start', 10858, { target: '/feed' }),
    edge('end', 10858, { target: '/feed', status: 200 }),
    { kind: 'exception', pid: 10856, message: 'broken off: GET /feed' },
    { kind: 'note', pid: 10858, level: 'error', message: 'no stock server' },
  ],
};

/** logfmt: a traceback is one value. */
const LOGFMT: FormatSample = {
  lines: [
    'ts=2026-11-23T09:46:34.049 lvl=info mod=shop msg=request rid=47a3c3bb3b656197 path=/item',
    'ts=2026-11-23T09:46:34.200 lvl=info mod=shop msg=request rid=9355a29846f08c16 path=/report',
    'ts=2026-11-23T09:46:34.396 lvl=info mod=shop msg=request rid=4d1664096245ca3e path=/item',
    'ts=2026-11-23T09:46:34.523 lvl=info mod=shop msg=response rid=47a3c3bb3b656197 status=200 ms=474',
    'ts=2026-11-23T09:46:34.511 lvl=info mod=shop msg=response rid=9355a29846f08c16 status=200 ms=311',
    'ts=2026-11-23T09:46:34.548 lvl=info mod=shop msg=response rid=4d1664096245ca3e status=200 ms=152',
    String.raw`ts=2026-11-23T09:46:46.939 lvl=error mod=shop msg="Exception on /item [GET]" exc="Traceback (most recent call last):\n  File \"/srv/app/shop/web.py\", line 95, in item\n    return show()\nKeyError: 'premium'"`,
  ],
  means: [
    edge('start', undefined, { id: '47a3c3bb3b656197', target: '/item' }),
    edge('start', undefined, { id: '9355a29846f08c16', target: '/report' }),
    edge('start', undefined, { id: '4d1664096245ca3e' }),
    edge('end', undefined, { id: '47a3c3bb3b656197', status: 200, durationUs: 474_000 }),
    edge('end', undefined, { id: '9355a29846f08c16' }),
    edge('end', undefined, { id: '4d1664096245ca3e' }),
    {
      kind: 'exception',
      message: 'Exception on /item [GET]',
      traceback: { chain: [{ exception: 'KeyError', message: "'premium'", frames: [{ line: 95, function: 'item' }] }] },
    },
  ],
};

/** One sample a way to tell requests apart. */
export const samples: readonly FormatSample[] = [BELOW, WITHOUT_ID, LOGFMT];
