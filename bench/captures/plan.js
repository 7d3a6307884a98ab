// What one run is: server, proxy, application, load and what goes wrong when, all from its seed.
import { chance } from './chance.js';

const CLASSES = {
  sync: {
    apps: 'wsgi',
    alone: true,
    faults: [
      'sleep',
      'lock',
      'regex',
      'c-call',
      'pipe',
      'subprocess',
      'system',
      'oom',
      'segfault',
      'os-exit',
      'sys-exit',
    ],
  },
  gthread: { apps: 'wsgi', faults: ['regex', 'regex', 'oom', 'segfault', 'os-exit', 'sleep'] },
  gevent: {
    apps: 'wsgi',
    faults: ['sleep', 'lock', 'regex', 'c-call', 'pipe', 'subprocess', 'oom', 'segfault', 'os-exit'],
  },
  eventlet: { apps: 'wsgi', faults: ['sleep', 'lock', 'c-call', 'pipe', 'oom', 'segfault', 'os-exit', 'sys-exit'] },
  tornado: { apps: 'wsgi', alone: true, faults: ['sleep', 'lock', 'regex', 'pipe', 'oom', 'segfault', 'os-exit'] },
  'uvicorn.workers.UvicornWorker': {
    apps: 'asgi',
    faults: ['sleep', 'lock', 'regex', 'pipe', 'oom', 'segfault', 'os-exit'],
  },
  asgi: { apps: 'asgi', faults: ['sleep', 'lock', 'regex', 'pipe', 'subprocess', 'oom', 'segfault', 'os-exit'] },
};
const FRAMEWORKS = { wsgi: ['bare', 'flask', 'django'], asgi: ['bare', 'starlette'] };
const STYLES = [
  'bracketed',
  'threaded',
  'flask-like',
  'level-first',
  'dashes',
  'python-json',
  'structlog-json',
  'structlog-logfmt',
  'structlog-console',
  'loguru',
  'loguru-json',
];
const SAYS = ['start-done', 'order', 'arrows', 'request', 'job'];
const PATHS = [
  ['/item', '/feed', '/stock', '/thumb'],
  ['/api/v1/users/{n}', '/api/v1/orders', '/api/v1/orders/{n}/lines', '/api/v1/search'],
  ['/cart/add', '/checkout', '/payment/notify', '/product/{n}'],
  ['/reports/daily', '/export', '/devices/{n}/state', '/alerts'],
];
const ZONES = ['UTC', 'UTC', 'Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata'];
const ACCESS = [
  '%(h)s %(l)s [%(p)s] %(t)s "%(r)s" %(s)s %(b)s %(D)s "%({x-request-id}i)s"',
  '%(h)s %(l)s %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s" pid=%(p)s us=%(D)s',
  '%(t)s %(p)s "%(m)s %(U)s?%(q)s" %(s)s %(L)s',
];

/** A plan for this seed on one of these servers (`probe.js` says what each can do). */
export function planOf(seed, servers) {
  const dice = chance(seed);
  const server = dice.one(servers);
  const workerClass = dice.one(server.classes.filter((name) => name in CLASSES));
  const kind = CLASSES[workerClass];
  const proxy = dice.happens(0.75);
  const hosts = proxy && dice.happens(0.2) ? 2 : 1;
  const timeout = dice.whole(3, 6);
  const graceful = dice.whole(2, 6);
  const workers = dice.whole(2, kind.alone ? 4 : 3);
  const threads = workerClass === 'gthread' ? dice.whole(3, 8) : null;
  const zone = dice.one(ZONES);
  return {
    seed,
    server,
    workerClass,
    hosts,
    proxy: proxy && { zone: dice.one(ZONES), patience: dice.happens(0.35) ? dice.whole(2, timeout + 1) : 60 },
    zone,
    framework: dice.one(FRAMEWORKS[kind.apps].filter((name) => name === 'bare' || server.frameworks.includes(name))),
    module: kind.apps,
    id: {
      as: dice.happens(0.65) ? 'param' : 'header',
      name: dice.one(['order_id', 'job', 'rid', 'id']),
      shape: dice.one(['number', 'uuid', 'hex', 'prefixed']),
    },
    logs: {
      style: dice.one(
        STYLES.filter(
          (style) => server.libraries.includes(style.split('-')[0]) || !/^(?:structlog|loguru|python)/.test(style),
        ),
      ),
      says: dice.one(SAYS),
      catches: dice.one(['everything', 'errors', 'nothing']),
    },
    settings: settingsOf(dice, { workerClass, workers, threads, timeout, graceful }),
    load: loadOf(dice, { kind, workers: workers * hosts, threads }),
    events: eventsOf(dice, { kind, hosts, timeout, graceful }),
    halts: dice.happens(0.3),
  };
}

function settingsOf(dice, { workerClass, workers, threads, timeout, graceful }) {
  return {
    worker_class: workerClass,
    workers,
    ...(threads && { threads }),
    timeout,
    graceful_timeout: graceful,
    keepalive: 2,
    loglevel: 'debug',
    access_log_format: dice.one(ACCESS),
    ...(dice.happens(0.25) && { max_requests: dice.whole(40, 90), max_requests_jitter: 20 }),
    ...(dice.happens(0.2) && { proc_name: 'shop' }),
  };
}

function loadOf(dice, { kind, workers, threads }) {
  const slow = kind.alone ? dice.between(0.6, 1.2) : dice.between(2, 5);
  return {
    rate: kind.alone ? workers * 1.6 : dice.between(5, 11) * (threads ? 0.7 : 1),
    quick: dice.between(0.05, 0.3),
    slow,
    slowShare: kind.alone ? 0.1 : dice.between(0.15, 0.35),
    failShare: dice.between(0, 0.04),
    leaveShare: dice.between(0, 0.05),
    stallShare: dice.happens(0.3) ? 0.004 : 0,
    patience: dice.one([30, 30, 8, 5]),
    retries: dice.happens(0.4),
    paths: dice.one(PATHS),
  };
}

/** What goes wrong, and when. A death and what follows it are mostly over before the next. */
function eventsOf(dice, { kind, hosts, timeout, graceful }) {
  const events = [];
  const many = dice.happens(0.1) ? 0 : dice.whole(1, 4);
  let at = dice.between(6, 9);
  for (let nth = 0; nth < many; nth++) {
    const host = dice.whole(0, hosts - 1);
    if (dice.happens(0.12)) events.push({ at, what: 'kill', host });
    else events.push({ at, what: 'fault', kind: dice.one(kind.faults) });
    if (dice.happens(0.15)) events.push({ at: at + dice.between(0, 0.8), what: 'fault', kind: dice.one(kind.faults) });
    at += dice.happens(0.2) ? dice.between(1.5, 4) : timeout + graceful + dice.between(5, 8);
  }
  if (dice.happens(0.3)) events.push({ at: dice.between(4, at + 2), what: 'hup', host: dice.whole(0, hosts - 1) });
  if (dice.happens(0.15)) events.push({ at: dice.between(4, at + 2), what: 'term', host: dice.whole(0, hosts - 1) });
  if (dice.happens(0.15)) events.push({ at: dice.between(4, at + 2), what: 'ttin', host: dice.whole(0, hosts - 1) });
  const last = Math.max(0, ...events.map((event) => event.at));
  return { list: events.sort((a, b) => a.at - b.at), until: Math.max(16, last + timeout + graceful + 5) };
}
