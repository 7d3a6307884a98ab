import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A server as Debian has it, how it is made to kill a worker, and what must be found. */
export interface RealServer {
  readonly name: string;
  /** Tells whether the machine has it: exits with 0. */
  readonly probe: readonly string[];
  /** Commands to run side by side in `folder`, one a process. `port`: free, for it to listen on. */
  readonly commands: (folder: string, port: number) => readonly (readonly string[])[];
  /** What the log says when it can be asked. */
  readonly ready: RegExp;
  /** Does what blocks a worker; an answer is not waited for. */
  readonly provoke: (folder: string, port: number) => void;
  /** What the log says when the worker is gone. */
  readonly gone: RegExp;
  readonly culprit: string | undefined;
}

const HERE = import.meta.dirname;
const PYTHON = '/usr/bin/python3';

const write = (folder: string, name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** Asks for the path that hangs, and lets go of it. */
const hang = (_folder: string, port: number): void => {
  void fetch(`http://127.0.0.1:${String(port)}/hang?x=1`).then(
    () => undefined,
    () => undefined,
  );
};

const uwsgi: RealServer = {
  name: 'uwsgi',
  probe: ['uwsgi', '--version'],
  commands: (folder, port) => [
    [
      ...['uwsgi', '--plugin', 'python3', '--http-socket', `127.0.0.1:${String(port)}`, '--master', '--workers', '2'],
      ...['--harakiri', '2', '--harakiri-verbose', '--wsgi-file', join(HERE, 'real_wsgi.py')],
      // A worker just born may miss the signal that stops it: its master shall not wait a minute for it.
      ...['--worker-reload-mercy', '2', '--logto', join(folder, 'uwsgi.log')],
    ],
  ],
  ready: /spawned uWSGI worker 2/,
  provoke: hang,
  gone: /Respawned uWSGI worker/,
  culprit: 'GET /hang?x=1',
};

const celery: RealServer = {
  name: 'celery',
  probe: [PYTHON, '-c', 'import celery'],
  commands: (folder) => {
    for (const name of ['queue', 'control']) mkdirSync(join(folder, name));
    const worker = `exec env PYTHONPATH=${HERE} PYTHONDONTWRITEBYTECODE=1 ${PYTHON} -m celery -A real_tasks worker -c 2 --loglevel INFO --time-limit 2 > worker.log 2>&1`;
    return [['sh', '-c', worker]];
  },
  ready: /ready\./,
  provoke: (cwd) => {
    spawnSync(PYTHON, ['-c', 'import real_tasks; real_tasks.hang.delay()'], {
      cwd,
      env: { ...process.env, PYTHONPATH: HERE, PYTHONDONTWRITEBYTECODE: '1' },
    });
  },
  gone: /exited with/,
  culprit: 'shop.hang',
};

const phpFpm: RealServer = {
  name: 'php-fpm behind nginx',
  probe: ['sh', '-c', 'php-fpm8.2 --version && nginx -v'],
  commands: (folder, port) => {
    const script = write(folder, 'index.php', "<?php if (strpos($_SERVER['REQUEST_URI'], '/hang') === 0) sleep(60);");
    const pool = `listen = ${folder}/fpm.sock\nlisten.mode = 0666\nuser = nobody\npm = static\npm.max_children = 2`;
    const fpm = write(
      folder,
      'fpm.conf',
      `[global]\nerror_log = ${folder}/php-fpm.log\n[www]\n${pool}\nrequest_terminate_timeout = 2\n`,
    );
    const params = `SCRIPT_FILENAME ${script}; fastcgi_param SCRIPT_NAME /index.php; fastcgi_param REQUEST_URI $request_uri; fastcgi_param REQUEST_METHOD $request_method`;
    const http = `access_log ${folder}/nginx-access.log; server { listen 127.0.0.1:${String(port)}; location / { fastcgi_pass unix:${folder}/fpm.sock; fastcgi_param ${params}; } }`;
    const nginx = write(
      folder,
      'front.conf',
      `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/nginx-error.log; events {} http { ${http} }\n`,
    );
    return [
      ['php-fpm8.2', '-F', '-R', '-y', fpm],
      ['nginx', '-c', nginx],
    ];
  },
  ready: /ready to handle connections/,
  provoke: hang,
  gone: /exited on signal/,
  culprit: 'GET /hang?x=1',
};

const unicorn: RealServer = {
  name: 'unicorn',
  probe: ['unicorn', '--version'],
  commands: (folder, port) => [
    [
      'unicorn',
      '-c',
      write(
        folder,
        'unicorn.rb',
        `worker_processes 2\ntimeout 3\nlisten "127.0.0.1:${String(port)}"\nstderr_path "${folder}/unicorn.log"\n`,
      ),
      join(HERE, 'real.ru'),
    ],
  ],
  ready: /worker=1 ready/,
  provoke: hang,
  gone: /reaped [^]*ready/,
  culprit: undefined,
};

const puma: RealServer = {
  name: 'puma',
  probe: ['puma', '--version'],
  commands: (folder, port) => {
    const config = write(
      folder,
      'puma.rb',
      `workers 2\nworker_timeout 6\nworker_check_interval 2\nbind "tcp://127.0.0.1:${String(port)}"\n`,
    );
    return [['sh', '-c', `exec puma -C ${config} ${join(HERE, 'real.ru')} > puma.log 2>&1`]];
  },
  ready: /booted[^]*booted/,
  // Its workers check in from a thread of their own: only a process that stands still is noticed.
  provoke: (folder) => {
    const [, pid] = /\(PID: (\d+)\) booted/.exec(readFileSync(join(folder, 'puma.log'), 'utf8')) ?? [];
    process.kill(Number(pid), 'SIGSTOP');
  },
  gone: /Terminating timed out worker[^]*booted/,
  culprit: undefined,
};

/** Pre-fork servers beside gunicorn that Debian has. */
export const realServers: readonly RealServer[] = [uwsgi, celery, phpFpm, unicorn, puma];
