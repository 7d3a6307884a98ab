// Starts and ends what is captured: gunicorn, once for each host, and nginx in front of them; on loopback alone.
import { spawn } from 'node:child_process';
import { mkdirSync, openSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const APP = fileURLToPath(new URL('app', import.meta.url));

export const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

const nginxConf = ({ folder, port, upstreams, patience }) => `
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/nginx.error.log;
events { worker_connections 512; }
http {
  client_body_temp_path ${folder}/t1; proxy_temp_path ${folder}/t2; fastcgi_temp_path ${folder}/t3;
  uwsgi_temp_path ${folder}/t4; scgi_temp_path ${folder}/t5;
  set_real_ip_from 127.0.0.1; real_ip_header X-Capture-Client;
  log_format fields '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" '
    'rt=$request_time uct="$upstream_connect_time" urt="$upstream_response_time" ua="$upstream_addr" us="$upstream_status" id=$http_x_request_id';
  log_format json escape=json '{"time":"$time_iso8601","remote":"$remote_addr","request":"$request","status":$status,"rt":$request_time,'
    '"upstream":"$upstream_addr","upstream_status":"$upstream_status","urt":"$upstream_response_time","request_id":"$http_x_request_id"}';
  access_log ${folder}/nginx.combined.log combined;
  access_log ${folder}/nginx.fields.log fields;
  access_log ${folder}/nginx.json.log json;
  upstream shop { ${upstreams.map((upstream) => `server 127.0.0.1:${upstream} fail_timeout=2;`).join(' ')} }
  server { listen 127.0.0.1:${port}; location / { proxy_pass http://shop; proxy_read_timeout ${patience}; } }
}`;

function startServer(plan, folder) {
  mkdirSync(folder, { recursive: true });
  const { port, settings, ...rest } = plan;
  const whole = {
    ...rest,
    folder,
    truth: join(folder, 'truth.jsonl'),
    settings: { ...settings, bind: `127.0.0.1:${port}`, accesslog: join(folder, 'access.log'), errorlog: '-' },
  };
  const kept = join(folder, 'plan.json');
  writeFileSync(kept, JSON.stringify(whole));
  const out = openSync(join(folder, 'gunicorn.err'), 'a');
  const flags = [
    '-W',
    'ignore',
    '-m',
    'gunicorn',
    '-c',
    join(APP, 'conf.py'),
    '--chdir',
    APP,
    `${plan.module}:application`,
  ];
  return spawn(plan.server.python, flags, {
    cwd: folder,
    detached: true,
    stdio: ['ignore', out, out],
    env: { ...process.env, TZ: plan.zone, CAPTURE_PLAN: kept, PYTHONDONTWRITEBYTECODE: '1', TMPDIR: folder },
  });
}

async function startProxy(plan, folder, upstreams) {
  const port = await freePort();
  const kept = join(folder, 'nginx.conf');
  writeFileSync(kept, nginxConf({ folder, port, upstreams, patience: plan.proxy.patience }));
  const out = openSync(join(folder, 'nginx.out'), 'a');
  const flags = ['-c', kept, '-p', folder, '-e', join(folder, 'nginx.error.log'), '-g', 'daemon off;'];
  const process_ = spawn('nginx', flags, {
    detached: true,
    stdio: ['ignore', out, out],
    env: { ...process.env, TZ: plan.proxy.zone },
  });
  return { port, process: process_ };
}

/** All of a plan's processes: `entries` are the ports that clients ask, `servers` gunicorn's masters. */
export async function startStack(plan, folder) {
  const servers = [];
  for (let host = 0; host < plan.hosts; host++) {
    const port = await freePort();
    const at = join(folder, `host${host + 1}`);
    servers.push({ port, folder: at, name: `web${host + 1}`, process: startServer({ ...plan, port }, at) });
  }
  const ports = servers.map(({ port }) => port);
  const proxy = plan.proxy && (await startProxy(plan, folder, ports));
  await pause(3);
  return { servers, proxy, entry: proxy ? proxy.port : ports[0] };
}

/** Ends these processes and all that they started. */
export function endStack({ servers, proxy }) {
  for (const { pid } of [...servers.map((server) => server.process), ...(proxy ? [proxy.process] : [])]) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
}
