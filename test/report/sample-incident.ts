import type { Incident, RequestClaim } from '../../src/model/report.ts';
import type { Evidence } from '../../src/model/report-evidence.ts';

/** Ids of the two sources. */
export const GUNICORN_ERR = 1;
export const RUN_LOG = 2;

/** A line of one of the sample's two files. */
export const quoted = (file: string, line: number, text: string): Evidence => ({
  source: file === 'run.log' ? RUN_LOG : GUNICORN_ERR,
  file,
  line,
  offset: line * 100,
  text,
});

const second = (seconds: number): string => {
  const whole = Math.floor(seconds);
  const clock = `09:${String(56 + Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`;
  return `2021-03-12T${clock}.${String(Math.round((seconds - whole) * 1_000)).padStart(3, '0')}+08:00`;
};

/** Died at 09:57:44 = second 104 after 09:56. */
const DIED = 104;

/** A job that never finished, started that many seconds after 09:56. */
const casualty = (job: number, startedAt: number): RequestClaim => ({
  role: 'casualty',
  confidence: 0.96,
  basis: 'measured',
  label: `job ${String(job)}`,
  id: String(job),
  method: null,
  target: '/cdkey_mana',
  startedAt: second(startedAt),
  endedAt: null,
  ageMs: Math.round((DIED - startedAt) * 1_000),
  clientSaw: 'empty',
  reasons: [`job ${String(job)} started on pid 20431 and never finished`],
  against: [],
  evidence: [quoted('run.log', job % 1_000, `${second(startedAt)} $20431 job ${String(job)} start /cdkey_mana`)],
  retry: null,
});

export const culprit: RequestClaim = {
  ...casualty(2021031256665, 73.912),
  role: 'culprit',
  confidence: 0.95,
  reasons: ['its code is on the abort traceback', 'it was the last to start on pid 20431 before 09:57:14'],
  against: ['two other jobs started in the same second'],
};

const traceback = quoted(
  'run.log',
  540,
  [
    '2021-03-12 09:57:45,146 $20431',
    '\tTraceback (most recent call last):',
    '\t  File "build/src/app/operate/gen_op.py", line 447, in write_sn_file',
    '\t  File "/usr/local/python-2.7.13/lib/python2.7/gzip.py", line 241, in write',
    '\t    self.fileobj.write(self.compress.compress(data))',
    '\tSystemExit: 1',
  ].join('\n'),
);

const timeoutLine = quoted(
  'gunicorn.err',
  8,
  '[2021-03-12 09:57:44 +0800] [20420] [CRITICAL] WORKER TIMEOUT (pid:20431)',
);
const bootLine = quoted('gunicorn.err', 9, '[2021-03-12 09:57:45 +0800] [30925] [INFO] Booting worker with pid: 30925');

export const FRAMES = [
  { file: 'build/src/app/operate/gen_op.py', line: 362, function: 'generate', code: null },
  { file: 'build/src/app/operate/gen_op.py', line: 447, function: 'write_sn_file', code: null },
  {
    file: '/usr/lib/python2.7/gzip.py',
    line: 241,
    function: 'write',
    code: 'self.fileobj.write(self.compress.compress(data))',
  },
  {
    file: '/usr/lib/python2.7/site-packages/gunicorn/workers/base.py',
    line: 192,
    function: 'handle_abort',
    code: 'sys.exit(1)',
  },
] as const;

/** The story that the product was born from: one write blocks worker 20431, sixteen jobs die with it. */
export const incident: Incident = {
  id: 'inc-1',
  cause: 'timeout',
  signal: 6,
  exitCode: null,
  at: '2021-03-12T09:57:44.000+08:00',
  confidence: 0.99,
  host: 'web1',
  server: {
    kind: 'gunicorn',
    version: '20.0.4',
    workerClass: 'gevent',
    workers: 4,
    timeoutSeconds: 30,
    timeoutFrom: 'inferred',
  },
  worker: {
    pid: 20431,
    name: null,
    bootedAt: '2021-03-12T09:56:56.000+08:00',
    lastSignOfLifeAt: '2021-03-12T09:57:14.203+08:00',
    diedAt: '2021-03-12T09:57:45.146+08:00',
    replacementPid: 30925,
  },
  blocked: {
    from: '2021-03-12T09:57:14.000+08:00',
    to: '2021-03-12T09:57:44.000+08:00',
    seconds: 30,
    frame: 'gen_op.py:447 write_sn_file',
    call: 'gzip.write',
    kind: 'file-io',
  },
  shape: 'abort-traceback',
  casualtyCount: 16,
  requests: [
    culprit,
    ...Array.from({ length: 16 }, (_, at) => casualty(2021031256229 + 4 * at, 58.247 + at * 0.911)),
    {
      ...casualty(2021031256301, 62.5),
      role: 'survivor',
      endedAt: second(104.6),
      reasons: ['finished after the timeout'],
    },
  ],
  traceback: { fingerprint: 'f1', exception: 'SystemExit', frames: FRAMES, evidence: [traceback] },
  events: [
    {
      at: '2021-03-12T09:57:44.000+08:00',
      kind: 'worker-timeout',
      text: 'WORKER TIMEOUT (pid:20431)',
      evidence: timeoutLine,
    },
    {
      at: '2021-03-12T09:57:45.000+08:00',
      kind: 'worker-booting',
      text: 'Booting worker with pid: 30925',
      evidence: bootLine,
    },
  ],
  diagnoses: [
    {
      id: 'blocked-event-loop',
      title: 'The event loop was blocked by a call that does not yield',
      about: 'cause',
      confidence: 0.93,
      for: ['worker class gevent: regular file I/O never yields', 'no line of pid 20431 between 09:57:14 and 09:57:44'],
      against: [],
      remedy:
        'Write in smaller pieces (100k rows instead of 500k) and let the hub run in between, or write in the thread pool: gevent.get_hub().threadpool.apply(write).',
      reference: 'https://www.gevent.org/api/gevent.threadpool.html',
    },
  ],
  disturbance: null,
  longerTimeout: { aboveSeconds: 30, longestEndedSeconds: 12.4, waiting: 16 },
  explanation:
    'At 09:57:44 the master had not heard from worker 20431 for 30 s and ended it. It stood in a gzip write that does not yield, so none of its other jobs could run either; all sixteen died with it.',
};
