import { apache } from './apache/supervisor.ts';
import { celery } from './celery/supervisor.ts';
import { gunicorn } from './gunicorn/supervisor.ts';
import { kernel } from './kernel/supervisor.ts';
import { kubernetes } from './kubernetes/supervisor.ts';
import { machine } from './machine/supervisor.ts';
import { nodeCluster } from './node-cluster/supervisor.ts';
import { odoo } from './odoo/supervisor.ts';
import { passenger } from './passenger/supervisor.ts';
import { phpFpm } from './php-fpm/supervisor.ts';
import { platform } from './platform/supervisor.ts';
import { pm2 } from './pm2/supervisor.ts';
import { postgresql } from './postgresql/supervisor.ts';
import { puma } from './puma/supervisor.ts';
import type { Supervisor } from './supervisor.ts';
import { sudo } from './sudo/supervisor.ts';
import { supervisord } from './supervisord/supervisor.ts';
import { systemd } from './systemd/supervisor.ts';
import { unicorn } from './unicorn/supervisor.ts';
import { uvicorn } from './uvicorn/supervisor.ts';
import { uwsgi } from './uwsgi/supervisor.ts';

/** All process managers whose messages are understood. */
export const supervisors: readonly Supervisor[] = [
  gunicorn,
  uwsgi,
  uvicorn,
  celery,
  unicorn,
  puma,
  phpFpm,
  apache,
  passenger,
  odoo,
  pm2,
  nodeCluster,
  kernel,
  machine,
  systemd,
  supervisord,
  sudo,
  kubernetes,
  platform,
  postgresql,
];
