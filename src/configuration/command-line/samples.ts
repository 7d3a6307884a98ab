import type { ConfigurationSample } from '../configuration.ts';

const SERVICE = `[Unit]
Description=gunicorn for the shop --timeout 1
[Service]
Environment="GUNICORN_CMD_ARGS=--keep-alive 5 --threads=2"
# ExecStart=/srv/env/bin/gunicorn --timeout 30 shop.wsgi
ExecStart=/srv/env/bin/gunicorn \\
    --workers 4 \\
    # --timeout 60 \\
    -k gevent --timeout=120 \\
    --access-logformat '%%(t)s "%%(r)s" %%(D)s' \\
    shop.wsgi
ExecReload=/bin/kill -s HUP $MAINPID
`;

const COMPOSE = `services:
  web:
    command: >
      bash -c "python manage.py migrate
      && gunicorn shop.wsgi -w 3
      --timeout 90"
    environment:
      GUNICORN_CMD_ARGS: "--graceful-timeout 20"
  jobs:
    command:
      - celery
      - -A
      - shop
      - worker
      - --concurrency
      - "8"
      - --time-limit=300
    healthcheck:
      test: ["CMD", "celery", "-c", "1"]
  api:
    entrypoint: ["uvicorn", "api:app",
      "--workers", "2"]
  admin:
    command: |
      pip install gunicorn --timeout 5
      exec gunicorn admin:app --max-requests 500 --threads \${THREADS:-4}
`;

const SUPERVISED = `[supervisord]
[program:web]
command=/srv/env/bin/gunicorn shop.wsgi
    --timeout 45 --workers %(ENV_WORKERS)s
environment=LANG="C"
[program:uwsgi]
command = uwsgi --harakiri 30 -p 4 --ini shop.ini ; --harakiri 99
`;

const PROCESSES = `USER       PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
uwsgi    20430  0.0  0.5  27012 20312 ?        Ss   09:00   0:03 /srv/env/bin/python /srv/env/bin/gunicorn -w 4 --access-logformat %(h)s %(t)s --timeout 120 shop.wsgi
celery   20500  0.0  0.5  27012 20312 ?        Ss   09:00   0:03 /usr/bin/python3 -m celery -A shop worker -c 2
root     20600  0.0  0.0   6332  2012 pts/0    S+   09:01   0:00 grep gunicorn --timeout 7
`;

/** Files that hold command lines, as people write them. */
const MANIFEST = `kind: Deployment
spec:
  template:
    spec:
      containers:
      - name: web
        command: ["gunicorn"]
        args:
        - shop.wsgi
        - --timeout
        - "45"
        - -w
        - "3"
      - command:
        - celery
        args: ["-A", "shop", "worker", "--time-limit=300"]
        name: jobs
      - name: other
        args: ["--timeout", "9"]
`;

export const samples: readonly ConfigurationSample[] = [
  {
    file: 'k8s.yaml',
    text: MANIFEST,
    states: [
      { name: 'timeout', value: '45', server: 'gunicorn' },
      { name: 'workers', value: '3', server: 'gunicorn' },
      { name: 'task_time_limit', value: '300', server: 'celery' },
    ],
  },
  {
    file: 'Procfile',
    text: `release: python manage.py migrate
web: newrelic-admin run-program gunicorn -b 0.0.0.0:$PORT -t 120 -w4 -k=gthread --preload --workers $N --graceful-timeout \${GRACE-20} shop.wsgi
worker: celery -A shop worker --soft-time-limit 240 & echo gunicorn --timeout 1
`,
    states: [
      { name: 'timeout', value: '120', server: 'gunicorn' },
      { name: 'workers', value: '4', server: 'gunicorn' },
      { name: 'worker_class', value: 'gthread', server: 'gunicorn' },
      { name: 'preload_app', value: 'True', server: 'gunicorn' },
      { name: 'graceful_timeout', value: '20', server: 'gunicorn' },
      { name: 'task_soft_time_limit', value: '240', server: 'celery' },
    ],
  },
  {
    file: 'shop.service',
    text: SERVICE,
    states: [
      { name: 'keepalive', value: '5', server: 'gunicorn' },
      { name: 'threads', value: '2', server: 'gunicorn' },
      { name: 'workers', value: '4', server: 'gunicorn' },
      { name: 'worker_class', value: 'gevent', server: 'gunicorn' },
      { name: 'timeout', value: '120', server: 'gunicorn' },
      { name: 'access_log_format', value: '%(t)s "%(r)s" %(D)s', server: 'gunicorn' },
    ],
  },
  {
    file: 'docker-compose.yml',
    text: COMPOSE,
    states: [
      { name: 'workers', value: '3', server: 'gunicorn' },
      { name: 'timeout', value: '90', server: 'gunicorn' },
      { name: 'graceful_timeout', value: '20', server: 'gunicorn' },
      { name: 'concurrency', value: '8', server: 'celery' },
      { name: 'task_time_limit', value: '300', server: 'celery' },
      { name: 'workers', value: '2', server: 'uvicorn' },
      { name: 'max_requests', value: '500', server: 'gunicorn' },
      { name: 'threads', value: '4', server: 'gunicorn' },
    ],
  },
  {
    file: 'Dockerfile',
    text: `FROM python:3.12
RUN pip install gunicorn --timeout 300
ENV GUNICORN_CMD_ARGS="--timeout 90 \\
  -w 2"
CMD ["sh", "-c", "exec gunicorn shop.wsgi --worker-class gevent --access-logformat '%(h)s \\"%(r)s\\"'"]
`,
    states: [
      { name: 'timeout', value: '90', server: 'gunicorn' },
      { name: 'workers', value: '2', server: 'gunicorn' },
      { name: 'worker_class', value: 'gevent', server: 'gunicorn' },
      { name: 'access_log_format', value: '%(h)s "%(r)s"', server: 'gunicorn' },
    ],
  },
  {
    file: 'supervisord.conf',
    text: SUPERVISED,
    states: [
      { name: 'timeout', value: '45', server: 'gunicorn' },
      { name: 'harakiri', value: '30', server: 'uwsgi' },
      { name: 'processes', value: '4', server: 'uwsgi' },
    ],
  },
  {
    file: 'ps.txt',
    text: PROCESSES,
    states: [
      { name: 'workers', value: '4', server: 'gunicorn' },
      { name: 'timeout', value: '120', server: 'gunicorn' },
      { name: 'concurrency', value: '2', server: 'celery' },
    ],
  },
  {
    file: 'ecosystem.config.js',
    text: `module.exports = {
  apps: [
    { name: "shop", script: "./venv/bin/gunicorn", env: { PORT: 8000 }, args: "-w 4 --timeout 120 shop:app" },
    { name: "jobs", script: "python", args: '-m celery -A shop worker -c 2' },
    { name: "other", script: "server.js", args: "--timeout 9" },
  ],
};
`,
    states: [
      { name: 'workers', value: '4', server: 'gunicorn' },
      { name: 'timeout', value: '120', server: 'gunicorn' },
      { name: 'concurrency', value: '2', server: 'celery' },
    ],
  },
  {
    file: 'web.conf',
    text: `[program:web]
command=/srv/env/bin/gunicorn shop.wsgi --timeout 45
stopwaitsecs=10
`,
    states: [{ name: 'timeout', value: '45', server: 'gunicorn' }],
  },
  {
    file: '.env',
    text: `# UWSGI_HARAKIRI=5
UWSGI_HARAKIRI=45
export UWSGI_MAX_REQUESTS="1000"
UWSGI_MODULE=shop.wsgi
`,
    states: [
      { name: 'harakiri', value: '45', server: 'uwsgi' },
      { name: 'max-requests', value: '1000', server: 'uwsgi' },
    ],
  },
  {
    file: 'entrypoint.sh',
    text: `#!/bin/sh
# don't: gunicorn --timeout 1
echo "starting gunicorn --timeout 2"
[ -n "$DEBUG" ] && exec gunicorn3 shop.wsgi --timeout 0
exec sudo -u gunicorn /usr/bin/uwsgi_python3 --http :8000 --processes="6" --harakiri "$LIMIT"
`,
    states: [
      { name: 'timeout', value: '0', server: 'gunicorn' },
      { name: 'processes', value: '6', server: 'uwsgi' },
    ],
  },
];
