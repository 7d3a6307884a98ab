import { describe, expect, it } from 'vitest';
import { learnAndScan, type Style, UNFINISHED, write } from './written-log.ts';

const hex = (n: number): string => (n * 7_919).toString(16).padStart(12, 'a0');
const uuid = (n: number): string => `${hex(n).slice(0, 8)}-1c2d-4e3f-8a9b-${hex(n)}`;

/** `11/23/2026 09:45:03 AM` of `2026-11-23 09:45:03,123`; the simulated day is young. */
const halves = (time: string): string =>
  `${time.slice(5, 7)}/${time.slice(8, 10)}/${time.slice(0, 4)} ${time.slice(11, 19)} AM`;

/** `23-11-2026 09:45:03,123` */
const dayFirst = (time: string): string =>
  `${time.slice(8, 10)}-${time.slice(5, 7)}-${time.slice(0, 4)}${time.slice(10)}`;

/** `20261123T094503,123` */
const basic = (time: string): string => time.replace(' ', 'T').replace(/[-:]/g, '');

/** Invented and usual layouts: ids or none, pids or none, other languages, other columns. */
const STYLES: readonly Style[] = [
  {
    name: 'body on the next line, job number',
    start: ({ time, pid, n, path }) => `${time} $${String(pid)}\n\tjob ${String(n)} start ${path}`,
    end: ({ time, pid, n, status, ms }) =>
      `${time} $${String(pid)}\n\tjob ${String(n)} finish ${String(status)} ${String(ms)} ms`,
  },
  {
    name: 'brackets, no id',
    start: ({ time, pid, path }) => `${time} [${String(pid)}] [INFO] shop.requests: begin GET ${path}`,
    end: ({ time, pid, path, status, ms }) =>
      `${time} [${String(pid)}] [INFO] shop.requests: end GET ${path} ${String(status)} in ${String(ms)} ms`,
  },
  {
    name: 'thread column, same noun for start and end',
    start: ({ time, pid, n, path }) =>
      `${time} ${String(pid)}:ThreadPoolExecutor-0_${String(n % 4)} INFO order ${String(n)}: GET ${path}`,
    end: ({ time, pid, n, ms, status }) =>
      `${time} ${String(pid)}:ThreadPoolExecutor-0_${String(n % 4)} INFO order ${String(n)}: ${String(status)} after ${(ms / 1_000).toFixed(3)} s`,
  },
  {
    name: "Flask's default, id, no pid",
    start: ({ time, n, path }) => `[${time}] INFO in logs: Request ${String(n)} GET ${path}`,
    end: ({ time, n, status }) => `[${time}] INFO in logs: Response ${String(n)} ${String(status)}`,
  },
  {
    name: 'prefixed id',
    start: ({ time, pid, n, path }) => `${time} [${String(pid)}] [INFO] api: start ord_${hex(n)} GET ${path}`,
    end: ({ time, pid, n, status, ms }) =>
      `${time} [${String(pid)}] [INFO] api: done ord_${hex(n)} ${String(status)} ${String(ms)} ms`,
  },
  {
    name: 'logfmt',
    start: ({ time, n, path }) =>
      `ts=${time.replace(' ', 'T').replace(',', '.')} lvl=info mod=shop msg=request rid=${hex(n)} path=${path}`,
    end: ({ time, n, status, ms }) =>
      `ts=${time.replace(' ', 'T').replace(',', '.')} lvl=info mod=shop msg=response rid=${hex(n)} status=${String(status)} ms=${String(ms)}`,
  },
  {
    name: 'German, uuid at the end',
    start: ({ time, pid, n, path }) => `${time} ${String(pid)} INFO web Anfrage ${path} begonnen ${uuid(n)}`,
    end: ({ time, pid, n, ms }) => `${time} ${String(pid)} INFO web fertig nach ${String(ms)} ms ${uuid(n)}`,
  },
  {
    name: 'dashes, handling and handled',
    start: ({ time, pid, n, path }) =>
      `${time} - app.web - INFO - pid=${String(pid)} handling POST ${path} [${hex(n)}]`,
    end: ({ time, pid, n, status, ms }) =>
      `${time} - app.web - INFO - pid=${String(pid)} handled POST [${hex(n)}] ${String(status)} ${String(ms)}ms`,
  },
  {
    name: 'loguru',
    start: ({ time, n, path }) =>
      `${time.replace(',', '.')} | INFO     | shop.web:before:41 - --> GET ${path} req=${hex(n)}`,
    end: ({ time, n, status }) =>
      `${time.replace(',', '.')} | INFO     | shop.web:after:57 - <-- ${String(status)} req=${hex(n)}`,
  },
  {
    name: 'Chinese, a long number for an id, seconds',
    start: ({ time, pid, n }) =>
      `${time} - INFO - [${String(pid)}] - 开始生成批次 20261128${String(n).padStart(5, '0')}`,
    end: ({ time, pid, n, ms, status }) =>
      `${time} - INFO - [${String(pid)}] - 批次 20261128${String(n).padStart(5, '0')} 生成完毕: ${String(status)}, 用时 ${(ms / 1_000).toFixed(3)} 秒`,
  },
  {
    name: 'twelve hours and halves of the day',
    start: ({ time, pid, n, path }) => `${halves(time)} INFO (${String(pid)}) Begin request ${hex(n)} ${path}`,
    end: ({ time, pid, n, ms, status }) =>
      `${halves(time)} INFO (${String(pid)}) Completed request ${hex(n)} ${String(status)} in ${String(ms)} ms`,
  },
  {
    name: "structlog's key=value, a client's address before the id",
    start: ({ time, n, path }) =>
      `${time.replace(' ', 'T').replace(',', '.')}Z [info     ] request_started [web.mw] ip=10.0.${String(n % 250)}.${String(n % 241)} request='GET ${path}' request_id=${uuid(n)}`,
    end: ({ time, n, path, status }) =>
      `${time.replace(' ', 'T').replace(',', '.')}Z [info     ] request_finished [web.mw] code=${String(status)} ip=10.0.${String(n % 250)}.${String(n % 241)} request='GET ${path}' request_id=${uuid(n)}`,
  },
  {
    name: 'day first with dashes',
    start: ({ time, pid, n, path }) =>
      `${dayFirst(time)} [${String(pid)}] INFO    Pedido ${uuid(n)} recibido (${path})`,
    end: ({ time, pid, n, ms, status }) =>
      `${dayFirst(time)} [${String(pid)}] INFO    Pedido ${uuid(n)} terminado ${String(status)} en ${String(ms)} ms`,
  },
  {
    name: 'basic dates, pid and thread around a slash',
    start: ({ time, pid, n, path }) => `${basic(time)} ${String(pid)}/MainThread open ${hex(n)} ${path}`,
    end: ({ time, pid, n, ms, status }) =>
      `${basic(time)} ${String(pid)}/MainThread close ${hex(n)} ${String(status)} ${String(ms)} ms`,
  },
  {
    name: 'dotted events, behind which all else is the same',
    start: ({ time, pid, n, path }) => `${time} [${String(pid)}] INFO request.begin req.id=${hex(n)} req.url=${path}`,
    end: ({ time, pid, n, path, status }) =>
      `${time} [${String(pid)}] INFO request.end req.id=${hex(n)} req.url=${path} res.code=${String(status)}`,
  },
  {
    name: 'id column in the head',
    start: ({ time, pid, n, path }) => `${time} [${String(pid)}] [${uuid(n)}] INFO: GET ${path} received`,
    end: ({ time, pid, n, status }) => `${time} [${String(pid)}] [${uuid(n)}] INFO: answered ${String(status)}`,
  },
  {
    name: "django's verbose, number in parentheses",
    start: ({ time, pid, n, path }) =>
      `INFO ${time} views ${String(pid)} 140203 Job (${String(n)}) accepted for ${path}`,
    end: ({ time, pid, n }) => `INFO ${time} views ${String(pid)} 140203 Job (${String(n)}) completed`,
  },
  {
    name: 'arrows and seconds, no id',
    start: ({ time, pid, path }) => `${time} ${String(pid)} shop.requests -> GET ${path}`,
    end: ({ time, pid, path, status, ms }) =>
      `${time} ${String(pid)} shop.requests <- GET ${path} ${String(status)} ${(ms / 1_000).toFixed(3)} s`,
  },
];

describe.each(STYLES.map((style) => [style.name, style] as const))('%s', (_name, style) => {
  const { layouts, findings } = learnAndScan(write(style));

  it('finds what starts and what ends a request', () => {
    const phrases = layouts.flatMap((layout) => layout.phrases);
    expect([...new Set(phrases.map(({ edge }) => edge))].sort()).toEqual(['end', 'start']);
  });

  it('leaves open just what never ended, and keeps both records of what failed', () => {
    const ends = findings.edges.filter(({ edge }) => edge === 'end');
    expect(ends.every(({ facts }) => facts.status === 500)).toBe(true);
    expect(findings.edges.filter(({ edge }) => edge === 'start')).toHaveLength(UNFINISHED + ends.length);
  });

  it('reads every line', () => {
    expect(findings.unrecognisedLines).toBe(0);
  });
});

it("takes no client's address for an id, though it differs with each request", () => {
  const style = STYLES.find(({ name }) => name.startsWith('structlog'));
  const phrases = learnAndScan(style ? write(style) : []).layouts.flatMap((layout) => layout.phrases);
  expect(phrases.map(({ template }) => template.includes('request_id={id}'))).toEqual([true, true]);
});

it('tells an id from the Japanese word that it is written onto', () => {
  const lines = write({
    name: 'Japanese',
    start: ({ time, pid, n, path }) => `${time} [INFO] (${String(pid)}) 伝票${String(n)} 受付 ${path}`,
    end: ({ time, pid, n, ms }) => `${time} [INFO] (${String(pid)}) 伝票${String(n)} 完了 ${String(ms)}ms`,
  });
  const phrases = learnAndScan(lines).layouts.flatMap((layout) => layout.phrases);
  expect(phrases.map(({ template }) => template)).toEqual(['伝票{id} 完了 {ms}ms', '伝票{id} 受付 {target}']);
});

it('finds the pid in brackets behind the name of the application', () => {
  const lines = write({
    name: 'depot[pid]',
    start: ({ time, pid, n }) => `${time} depot[${String(pid)}] INFO task ${hex(n)} received`,
    end: ({ time, pid, n, ms }) => `${time} depot[${String(pid)}] INFO task ${hex(n)} done in ${String(ms)}ms`,
  });
  expect(learnAndScan(lines).layouts.map(({ head }) => head)).toEqual(['{time} {module}[{pid}] {level} {message}']);
});

it('finds the pid behind the name of a logger, as workers are known that have it', () => {
  const lines = write({
    name: 'root, pid',
    start: ({ time, pid, n }) => `${time} INFO root ${String(pid)} task ${hex(n)} received`,
    end: ({ time, pid, n, ms }) =>
      `${time} INFO root ${String(pid)} task ${hex(n)} succeeded in ${(ms / 1_000).toFixed(3)}s`,
  });
  expect(learnAndScan(lines).layouts.map(({ head }) => head)).toEqual(['{time} {level} {module} {pid} {message}']);
});

describe('what is no request', () => {
  it('learns no phrases from a log that tells of none', () => {
    const lines = Array.from(
      { length: 50 },
      (_, n) =>
        `2026-11-23 09:45:${String(n).padStart(2, '0')},000 [4101] [INFO] cache: ${String(n * 7)} keys, ${String(n % 5)} expired`,
    );
    expect(learnAndScan(lines).layouts.flatMap(({ phrases }) => phrases)).toEqual([]);
  });

  it.each([
    [
      'an access log of a proxy',
      '10.1.2.3 - - [23/Nov/2026:09:45:03 +0000] "GET /item HTTP/1.1" 502 17 "-" "curl" rt=0.4 ua="127.0.0.1:8014" us="502"',
    ],
    [
      "nginx's error log",
      '2026/11/23 09:46:16 [error] 10600#10600: *278 upstream prematurely closed connection while reading response header',
    ],
    ['JSON lines', '{"ts": "2026-11-23T09:45:29.117+00:00", "level": "INFO", "pid": 10251, "msg": "request started"}'],
    ['prose', 'the quick brown fox jumps over the lazy dog'],
  ])('does not take %s for its own', (_name, line) => {
    const { layouts } = learnAndScan(Array.from({ length: 10 }, () => line));
    expect(layouts.map(({ format }) => format)).not.toContain('python-app');
  });
});
