import type { ConfigurationSample } from '../configuration.ts';

/** Configuration files as people write them. */
export const samples: readonly ConfigurationSample[] = [
  {
    file: 'gunicorn.conf.py',
    text: `import multiprocessing

bind = "0.0.0.0:8000"
workers = 4
worker_class = "gevent"  # was 'sync'
timeout = 120
graceful_timeout = 30.5
keepalive: int = 2 * 2 + 1
preload_app = True
access_log_format = (
    '%(h)s %(l)s "%(r)s" '  # one a line
    "%(s)s %(D)s \\"%(a)s\\""
)
`,
    states: [
      { name: 'workers', value: '4', server: 'gunicorn' },
      { name: 'worker_class', value: 'gevent', server: 'gunicorn' },
      { name: 'timeout', value: '120', server: 'gunicorn' },
      { name: 'graceful_timeout', value: '30.5', server: 'gunicorn' },
      { name: 'keepalive', value: '5', server: 'gunicorn' },
      { name: 'preload_app', value: 'True', server: 'gunicorn' },
      { name: 'access_log_format', value: '%(h)s %(l)s "%(r)s" %(s)s %(D)s "%(a)s"', server: 'gunicorn' },
    ],
  },
  {
    file: 'gunicorn_conf.py',
    text: `"""
timeout = 1
"""
import os

workers = multiprocessing.cpu_count() * 2 + 1
timeout = int(os.environ["TIMEOUT"])
keepalive = int(os.environ.get("KEEPALIVE"))
threads = 8 if os.environ.get("DEBUG") else 2
worker_class = f"{kind}"
max_requests = 1_000
max_requests = max_requests + 1
# graceful_timeout = 5
raw_env = [
"timeout = 4",
]
if os.environ.get("SLOW"):
    graceful_timeout = 60


def post_fork(server, worker):
    keepalive = 3
`,
    states: [],
  },
  {
    file: 'gunicorn.conf.py',
    text: `timeout = int(os.environ.get("TIMEOUT", "30"))
graceful_timeout = int(os.getenv('GRACEFUL', 2 * 15))
worker_class = getenv("WORKER_CLASS", "gevent")
workers = int(os.environ.get("WORKERS", cpu_count()))
threads = int(os.environ.get("THREADS", "2")) * 2
`,
    states: [
      { name: 'timeout', value: '30', server: 'gunicorn' },
      { name: 'graceful_timeout', value: '30', server: 'gunicorn' },
      { name: 'worker_class', value: 'gevent', server: 'gunicorn' },
    ],
  },
  {
    file: 'gunicorn-cfg.py',
    text: `timeout = graceful_timeout = 60; workers = 2
workers *= 2
access_log_format = r'%(t)s\\t' + \\
  '%({x-request-id}i)s'
`,
    states: [
      { name: 'timeout', value: '60', server: 'gunicorn' },
      { name: 'graceful_timeout', value: '60', server: 'gunicorn' },
      { name: 'access_log_format', value: '%(t)s\\t%({x-request-id}i)s', server: 'gunicorn' },
    ],
  },
];
