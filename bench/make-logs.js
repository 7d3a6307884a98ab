// Writes the logs of a pre-fork server on a bad day: an access log with pids, an application log in the layout of the seed
// story, and the server's own log with its kills. Same options in, same bytes out.
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WORKERS = 4;
const REQUESTS_A_SECOND = 40;
const TIMEOUT_MS = 30_000;
/** Of the requests, one in so many is a job that the application logs too. */
const JOBS_ONE_IN = 6;
/** What one request leaves in both logs, measured: to know how long the day is before it is written. */
const BYTES_A_REQUEST = 294;
const MASTER = 10_013;
const FAILING_SHARE = 0.0003;
const DAY_BEGINS = Date.UTC(2021, 2, 12, 0, 0, 0);
const FLUSH_CHARS = 1 << 20;

/** Numbers from 0 to 1, the same for the same seed (mulberry32, public domain). */
const randomOf = (seed) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

/** A file that is written in large pieces. */
const fileAt = (path) => {
  const descriptor = openSync(path, 'w');
  let text = '';
  const flush = () => {
    writeSync(descriptor, text);
    text = '';
  };
  return {
    add(line) {
      text += line;
      if (text.length > FLUSH_CHARS) flush();
    },
    close() {
      flush();
      closeSync(descriptor);
    },
  };
};

/** What is yet to happen, the earliest first. */
class Agenda {
  #heap = [];

  add(item) {
    const heap = this.#heap;
    let at = heap.push(item) - 1;
    for (; at > 0 && heap[(at - 1) >> 1].at > item.at; at = (at - 1) >> 1) heap[at] = heap[(at - 1) >> 1];
    heap[at] = item;
  }

  /** The next item that is due at `time`, taken out. */
  due(time) {
    const heap = this.#heap;
    if (heap.length === 0 || heap[0].at > time) return undefined;
    const [first] = heap;
    const last = heap.pop();
    if (heap.length > 0) this.#sink(last);
    return first;
  }

  #sink(item) {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1].at < heap[child].at) child += 1;
      if (heap[child].at >= item.at) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = item;
  }
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const two = (number) => String(number).padStart(2, '0');
let shownSecond = -1;
let isoSecond = '';
let clfSecond = '';
/** Makes the texts of a second; most lines share theirs with the line above. */
const show = (ms) => {
  const second = Math.floor(ms / 1_000);
  if (second === shownSecond) return;
  shownSecond = second;
  const date = new Date(ms);
  isoSecond = date.toISOString().slice(0, 19).replace('T', ' ');
  clfSecond = `${two(date.getUTCDate())}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}:${isoSecond.slice(11)}`;
};
const isoMs = (ms) => (show(ms), `${isoSecond},${String(ms % 1_000).padStart(3, '0')}`);
const isoS = (ms) => (show(ms), isoSecond);
const clf = (ms) => (show(ms), clfSecond);

const AGENTS = [
  'okhttp/4.12.0',
  'python-requests/2.25.1',
  'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/86.0',
];
const COLUMNS = Array.from({ length: 52 }, (_, at) => `c.field_${at}`).join(', ');

const abortOf = (job) =>
  [
    `\tjob ${job} error`,
    'Traceback (most recent call last):',
    '  File "/srv/app/job.py", line 61, in run',
    '    op.save(rows)',
    '  File "/srv/app/gen_op.py", line 38, in save',
    '    self.out.write(data)',
    '  File "/usr/lib/python3.6/gzip.py", line 289, in write',
    '    self.fileobj.write(self.compress.compress(data))',
    '  File "/srv/env/lib/python3.6/site-packages/gunicorn/workers/base.py", line 196, in handle_abort',
    '    sys.exit(1)',
    'SystemExit: 1',
    '',
  ].join('\n');

/** One day of a server with gevent workers: what it, its application and its access log write. */
class ServerDay {
  #files;
  #random;
  #agenda = new Agenda();
  #lastPid = MASTER;
  #lastJob = 202103120000000;
  #workers;

  constructor(files, random) {
    this.#files = files;
    this.#random = random;
    this.#say(DAY_BEGINS, MASTER, 'INFO Starting gunicorn 20.0.4');
    this.#say(DAY_BEGINS, MASTER, `INFO Listening at: http://127.0.0.1:8001 (${MASTER})`);
    this.#say(DAY_BEGINS, MASTER, 'INFO Using worker: gevent');
    this.#workers = Array.from({ length: WORKERS }, () => this.#boot(DAY_BEGINS));
  }

  /** A request comes in, or finds all workers held; one that `blocks` holds its worker until it is killed. */
  arrive(at, blocks) {
    this.settle(at);
    const free = this.#workers.filter(({ blockedFrom }) => blockedFrom === Infinity);
    const worker = free[this.#between(0, free.length)];
    if (!worker) return;
    if (!blocks && this.#random() >= 1 / JOBS_ONE_IN) {
      const tookMs = this.#between(2, 400);
      this.#agenda.add({ at: at + tookMs, run: (item) => this.#finish(item), worker, path: '/query', tookMs });
      return;
    }
    this.#lastJob += this.#between(1, 4);
    const job = { worker, id: this.#lastJob };
    this.#tell(at, worker.pid, `job ${job.id} start /cdkey_mana`);
    if (blocks) {
      worker.blockedFrom = at + 5;
      this.#agenda.add({ at: at + 5 + TIMEOUT_MS, run: (item) => this.#kill(item), ...job });
      return;
    }
    const tookMs = this.#between(500, 9_000);
    this.#agenda.add({ at: at + (tookMs >> 1), run: (item) => this.#step(item), ...job });
    this.#agenda.add({ at: at + tookMs, run: (item) => this.#finish(item), ...job, path: '/cdkey_mana', tookMs });
  }

  /** Lets happen what is due. */
  settle(time) {
    for (let item = this.#agenda.due(time); item; item = this.#agenda.due(time)) item.run(item);
  }

  #between(from, to) {
    return from + Math.floor(this.#random() * (to - from));
  }

  #say(at, pid, words) {
    const [level, ...text] = words.split(' ');
    this.#files.server.add(`[${isoS(at)} +0800] [${pid}] [${level}] ${text.join(' ')}\n`);
  }

  #tell(at, pid, text) {
    this.#files.app.add(`${isoMs(at)} $${pid}\n\t${text}\n`);
  }

  #boot(at) {
    this.#lastPid += this.#between(1, 9);
    this.#say(at, this.#lastPid, `INFO Booting worker with pid: ${this.#lastPid}`);
    return { pid: this.#lastPid, blockedFrom: Infinity };
  }

  #step({ at, worker, id }) {
    if (at >= worker.blockedFrom) return;
    const rows = this.#between(1, 100_000);
    const where = `c.batch = ${rows} and c.used = 0 limit ${rows}`;
    this.#tell(at, worker.pid, `job ${id} sql select ${COLUMNS} from cdkey c where ${where}`);
  }

  #finish({ at, worker, id, path, tookMs }) {
    if (at >= worker.blockedFrom) return;
    const status = this.#random() < FAILING_SHARE ? 500 : 200;
    if (id !== undefined) this.#tell(at, worker.pid, `job ${id} finish ${status} ${tookMs} ms`);
    const query = id === undefined ? `key=${this.#between(1e9, 9e9)}` : `job=${id}`;
    const agent = AGENTS[this.#between(0, AGENTS.length)];
    this.#files.access.add(
      `10.0.${this.#between(0, 255)}.${this.#between(1, 255)} - - [${clf(at)} +0800] "POST ${path}?${query} HTTP/1.1" ` +
        `${status} ${this.#between(20, 9_000)} "-" "${agent}" ${tookMs * 1_000 + this.#between(0, 999)} <${worker.pid}>\n`,
    );
  }

  #kill({ at, worker, id }) {
    this.#say(at, MASTER, `CRITICAL WORKER TIMEOUT (pid:${worker.pid})`);
    this.#files.app.add(`${isoMs(at)} $${worker.pid}\n${abortOf(id)}`);
    this.#say(at, worker.pid, `INFO Worker exiting (pid: ${worker.pid})`);
    this.#workers[this.#workers.indexOf(worker)] = this.#boot(at + 200);
  }
}

/**
 * Makes `access.log`, `run.log` and `gunicorn.err` in `folder`: `bytes` in the first two together, and so many kills spread over
 * them.
 */
function makeLogs({ folder, bytes, kills, seed = 1 }) {
  mkdirSync(folder, { recursive: true });
  const [access, app, server] = ['access.log', 'run.log', 'gunicorn.err'].map((name) => fileAt(join(folder, name)));
  const random = randomOf(seed);
  const requests = Math.ceil(bytes / BYTES_A_REQUEST);
  const killEvery = ((requests / REQUESTS_A_SECOND) * 1_000) / kills;
  const day = new ServerDay({ access, app, server }, random);
  let now = DAY_BEGINS + 1_000;
  let nextBlock = now + killEvery / 2;
  for (let count = 0; count < requests; count += 1) {
    now += -Math.log(1 - random()) * (1_000 / REQUESTS_A_SECOND);
    const blocks = now >= nextBlock;
    if (blocks) nextBlock += killEvery;
    day.arrive(Math.round(now), blocks);
  }
  day.settle(now + 2 * TIMEOUT_MS);
  for (const file of [access, app, server]) file.close();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = '-', megabytes = '1000', kills = '500'] = process.argv.slice(2);
  if (folder.startsWith('-')) {
    console.error('Name a folder to write to: node bench/make-logs.js FOLDER [MEGABYTES] [KILLS]');
    process.exit(2);
  }
  makeLogs({ folder, bytes: Number(megabytes) * 1e6, kills: Number(kills) });
}
