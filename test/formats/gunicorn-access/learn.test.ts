import { describe, expect, it } from 'vitest';
import { testOfHead } from '../../../src/formats/gunicorn-access/access-head.ts';
import { gunicornAccess } from '../../../src/formats/gunicorn-access/format.ts';

const COMBINED = '%(h)s %(l)s %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s"';

const learn = (lines: readonly string[], pids: readonly number[] = [], stated: readonly string[] = []) =>
  gunicornAccess.learn({ lines, workerPids: new Set(pids), stated });

/** A log of combined lines, each with a tail of its own. */
const withTails = (tails: readonly (string | number)[]): readonly string[] =>
  tails.map(
    (tail, at) =>
      `10.0.0.${String(at % 7)} - - [23/Nov/2026:09:45:${String(10 + at)} +0000] "GET /item/${String(at)} HTTP/1.1" 200 17 "-" "okhttp/4.12.0"${String(tail)}`,
  );

const tailOf = (tails: readonly (string | number)[], pids: readonly number[] = []): string | undefined => {
  const head = learn(withTails(tails), pids)?.layout.head;
  return head?.startsWith(COMBINED) ? head.slice(COMBINED.length) : head;
};

const MICROS = [64_249, 290_882, 81_643, 1_279, 497_343, 1_022_817, 772];
const USERS = [1_049_492, 1_028_869, 1_059_349, 1_049_007, 1_029_194, 1_058_348, 1_043_771];

it('leaves lines that begin with a time of day to the application that wrote them', () => {
  const lines = MICROS.map(
    (us, at) => `10:10:5${String(at)}.479 INFO [871] stop GET /item/${String(at)} 200 ${String(us)}us`,
  );
  expect(learn(lines, [871])).toBeUndefined();
});

describe('names a column behind the combined format', () => {
  it.each<[string, readonly (string | number)[], string]>([
    ['pids of workers', [' 771', ' 772', ' 771'], ' %(p)s'],
    ['pids by their label', [' pid=881', ' pid=882', ' pid=881'], ' pid=%(p)s'],
    ['pids in angle brackets', [' <881>', ' <882>', ' <881>'], ' %(p)s'],
    ['microseconds by their size', MICROS.map((us) => ` ${String(us)}`), ' %(D)s'],
    [
      'microseconds beside seconds',
      MICROS.map((us) => ` ${String(Math.floor(us / 1e6))} ${String(us)}`),
      ' %({unknown}e)s %(D)s',
    ],
    ['small numbers: no guess', [' 3', ' 12', ' 7', ' 1', ' 840', ' 66'], ' %({unknown}e)s'],
    ['ports: no guess', [' 40122', ' 51234', ' 60999', ' 33001', ' 47000', ' 59113'], ' %({unknown}e)s'],
    ['a counter: no guess', [' 700001', ' 700002', ' 700005', ' 700009', ' 700010', ' 700017'], ' %({unknown}e)s'],
    ['users: no guess', MICROS.map((us) => ` uid=${String(us)}`), ' uid=%({unknown}e)s'],
    ['orders: no guess', MICROS.map((us) => ` order: ${String(us)}`), ' order: %({unknown}e)s'],
    ['ids of a like size: no guess', USERS.map((user) => ` ${String(user)}`), ' %({unknown}e)s'],
    ['seconds since 1970: no guess', USERS.map((user) => ` ${String(1_795_000_000 + user)}`), ' %({unknown}e)s'],
    ['a few large numbers: no guess', [' 900001', ' 712345', ' 81643'], ' %({unknown}e)s'],
    ['microseconds by their label', [' D=3', ' D=12', ' D=7'], ' D=%(D)s'],
    ['milliseconds by their unit', [' 3ms', ' 12ms', ' 7ms'], ' %(M)sms'],
    ['seconds by their label', [' T=0', ' T=0', ' T=3'], ' T=%(T)s'],
    ['a label without unit: no guess', [' rt=3', ' rt=12', ' rt=7', ' rt=5', ' rt=80'], ' rt=%({unknown}e)s'],
    ['a label without unit, large', MICROS.map((us) => ` rt=${String(us)}`), ' rt=%(D)s'],
    ['decimal seconds', [' 0.000855', ' 0.609781', ' 12.172344'], ' %(L)s'],
    ['request ids', [' 5f9c1b2d4e6a', ' 0a9c1b2d4e6b', ' 77fc1b2d4e6c'], ' %({x-request-id}i)s'],
    ['short ids by their label', [' rid=1f9c', ' rid=0a9c', ' rid=77fc'], ' rid=%({x-request-id}i)s'],
    ['one id for all is none', [' 5f9c1b2d4e6a', ' 5f9c1b2d4e6a', ' 5f9c1b2d4e6a'], ' %({unknown}e)s'],
  ])('%s', (_title, tails, expected) => {
    const learnt = tailOf(tails, [771, 772]);
    expect(learnt).toBe(expected);
  });
});

describe('takes the beginning of a line', () => {
  const lineOf = (begin: string, at: number): string =>
    `${begin} [85${String(at % 2)}] "GET /item/${String(at)}" 200 in ${String(at + 3)} ms`;
  const headOf = (begin: (at: number) => string) =>
    learn(Array.from({ length: 8 }, (_, at) => lineOf(begin(at), at)))?.layout.head;

  it.each(['::1', '2001:db8::8:800:200c:417a', '1080:0:0:0:8:800:200C:417A', '::ffff:10.1.2.3', '10.1.2.3', ':56314'])(
    'for the client: %s',
    (client) => {
      expect(headOf(() => client)).toMatch(/^%\(h\)s /);
    },
  );

  it('for no line of a server where a level and a logger stand in it', () => {
    const stamped = (at: number): string => `[23/Nov/2026:09:47:4${String(at)} +0000]`;
    const lineWith = (head: string) => (_: unknown, at: number) =>
      `${stamped(at)} [85${String(at % 2)}] ${head}end GET /item 200 in ${String(at)} ms`;
    const headWith = (head: string) => learn(Array.from({ length: 8 }, lineWith(head)))?.layout.head;
    expect(headWith('[INFO] shop.requests: ')).toBeUndefined();
    expect(headWith('')).toMatch(/%\(t\)s/);
  });

  it('for a line of the server where its own logger stands before the client', () => {
    const lines = withTails([1, 2, 3, 4]).map((line) => `2026-11-23 09:45:10,123 INFO gunicorn.access: ${line}`);
    expect(learn(lines)?.layout.head).toMatch(/%\(t\)s/);
  });

  it('for no client where it is the time of day, with which applications begin their records', () => {
    expect(headOf((at) => `09:47:4${String(at)}.152`)).toBeUndefined();
    expect(headOf((at) => `09:47:4${String(at)}`)).toBeUndefined();
  });
});

describe('learns', () => {
  it('seconds, milliseconds and microseconds that say the same', () => {
    const us = [2_064_249, 9_290_882, 81_643, 4_001_279, 497_343, 1_022_817];
    const tails = us.map((one) => ` ${[one, Math.floor(one / 1e3), Math.floor(one / 1e6)].join(' ')}`);
    expect(tailOf(tails)).toBe(' %(D)s %(M)s %(T)s');
  });

  it('a format that was changed in the middle of the log', () => {
    const lines = [...withTails(['', '']), ...withTails([' <7> 0.000855', ' <8> 0.609781', ' <7> 1.172344'])];
    const learnt = learn(lines);
    expect(learnt?.layout.head).toBe(`${COMBINED}\n${COMBINED} %(p)s %(L)s`);
    expect(learnt?.share).toBe(1);
  });

  it('access lines among the lines of others', () => {
    const lines = [...withTails(['']), '[2026-11-23 09:47:28 +0000] [10804] [INFO] Handling signal: term'];
    expect(learn(lines)?.share).toBe(0.5);
  });

  it('access lines among an application’s that look much the same', () => {
    const app = Array.from(
      { length: 40 },
      (_, at) =>
        `2026-11-23 09:45:03,${String(100 + at)} [7] [INFO] shop: GET /item/${String(at)} ends with 200 after 64 ms`,
    );
    const learnt = learn([...app, ...withTails([' <7> 0.000855', ' <8> 0.609781', ' <7> 1.172344'])]);
    expect(learnt).toEqual({
      share: 3 / 43,
      layout: { format: 'gunicorn-access', head: `${COMBINED} %(p)s %(L)s`, phrases: [] },
    });
  });

  it('hypercorn’s lines, with their pid', () => {
    const lines = ['10587', '10588', '10587'].map(
      (pid, at) =>
        `[2026-11-23 09:45:5${String(at)} +0000] [${pid}] [INFO] 127.0.0.1:6022${String(at)} - - [23/Nov/2026:09:45:57 +0000] "GET /fast 1.1" 200 3 "-" "curl/7.88.1"`,
    );
    const learnt = learn(lines);
    expect(learnt?.share).toBe(1);
    const [event] = gunicornAccess
      .open(learnt?.layout ?? { format: '', head: '', phrases: [] })
      .read({ origin: { source: 1, line: 1, byteOffset: 0 }, text: lines[0] ?? '' });
    expect(event).toMatchObject({ pid: 10_587, facts: { method: 'GET', target: '/fast', status: 200 } });
  });

  it('the stated format that fits most lines', () => {
    const stated = ['%(h)s %(s)s', `${COMBINED} %({job}i)s`, `${COMBINED} %(D)s`];
    expect(learn(withTails([' 3', ' 5', ' 7']), [], stated.slice(0, 2))?.layout.head).toBe(stated[1]);
    expect(learn(withTails([' 3', ' 5', ' 7']), [], [stated[2] ?? ''])?.layout.head).toBe(stated[2]);
  });
});

const NGINX = [
  '10.0.16.113 - - [23/Nov/2026:09:51:13 +0000] "GET /cdkey_mana?order_id=1049007 HTTP/1.1" 200 26 "-" "python-requests/2.31.0" rt=0.612 ua="127.0.0.1:8018" us="200" ut="0.612"',
  '10.3.148.188 - - [23/Nov/2026:09:51:13 +0000] "GET /item HTTP/1.1" 502 157 "-" "okhttp/4.12.0" rt=3.825 us=502 ut=3.825 uc=0.001 uh=-',
  '{"time":"2026-11-23T09:50:34+00:00","remote":"10.1.206.214","request":"GET /feed HTTP/1.1","status":200,"bytes":17,"rt":0.333,"upstream":"127.0.0.1:8016","upstream_status":"200","urt":"0.333"}',
  '{"time":"[23/Nov/2026:09:50:34 +0000]","request":"GET /feed HTTP/1.1","status":200,"upstream":"unix:/run/app.sock"}',
];

const OTHERS = [
  '2026-11-23 09:45:03,382 [10147] [INFO] shop.requests: GET /item ends with 200 after 64 ms',
  '2026-11-23 09:45:03,382 DEBUG urllib3.connectionpool https://api.example:443 "GET /v1/item HTTP/1.1" 200 None',
  '[23/Nov/2026 09:45:03] "GET /item HTTP/1.1" 200 12',
  '127.0.0.1 - - [23/Nov/2026 09:45:03] "GET / HTTP/1.1" 200 -',
  '[pid: 24386|app: 0|req: 48/41] 10.0.0.1 () {44 vars in 1322 bytes} [Tue Jan  3 05:01:31 2012] GET /a => generated 192 bytes in 21 msecs (HTTP/1.1 200)',
  'haproxy[5488]: 127.0.0.1:47814 [23/Nov/2026:09:29:45.851] fe app/web1 0/0/0/1/3004 503 217 - - SC-- 1/1/0/0/0 0/0 "GET /fast HTTP/1.1"',
  'job 2021031256224 start GET /cdkey_mana 200',
  '11/23/2026 04:07:11 PM <30484> INFO :: Answered 200 to GET /item in 234ms',
];

describe('leaves alone', () => {
  it.each([...NGINX, ...OTHERS])('%s', (line) => {
    const lines = Array.from({ length: 6 }, (_, at) => line.replace('/item', `/item/${String(at)}`));
    expect(learn(lines)).toBeUndefined();
  });

  it('nginx’ lines beside our own', () => {
    const [nginx = ''] = NGINX;
    const lines = [...withTails([' <7>', ' <8>', ' <7>']), ...Array.from({ length: 9 }, () => nginx)];
    expect(learn(lines)).toEqual({
      share: 0.25,
      layout: { format: 'gunicorn-access', head: `${COMBINED} %(p)s`, phrases: [] },
    });
  });

  it('an empty log', () => expect(learn([])).toBeUndefined());
});

describe('lines without a time of their own, behind the stamp of their collector', () => {
  const STAMP = '2026-11-29T13:11:07.917252+00:00 ';
  const lines = ['GET /feed', 'POST /login', 'GET /cart', 'GET /feed'].map(
    (asked, n) => `127.0.0.1 "${asked} HTTP/1.1" 200 ${String(n * 13 + 9)}ms`,
  );
  const layoutOf = (some: readonly string[]) => learn(some)?.layout;

  it.each([
    ['time', STAMP],
    ['time and pid', `${STAMP}[4711] `],
  ])('are read as without it: %s', (_what, stamp) => {
    const layout = layoutOf(lines.map((line) => `${stamp}${line}`));
    expect(layout).toEqual(layoutOf(lines));
    const fits = testOfHead(layout?.head ?? '');
    expect(fits(`${stamp}${lines[0] ?? ''}`)).toBe(true);
    expect(fits(`${stamp}worker ${lines[0] ?? ''}`)).toBe(false);
  });

  it('are uvicorn\u2019s, too', () => {
    const uvicorn = lines.map((line) => `${STAMP}INFO:     ${line.replace(' ', ':5060 - ').replace(/ \d+ms$/, ' OK')}`);
    expect(layoutOf(uvicorn)?.head).toBe('uvicorn');
  });
});
