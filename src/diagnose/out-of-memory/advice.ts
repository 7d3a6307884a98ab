import type { Conclusion } from '../../model/conclusion.ts';
import type { Finding } from '../rule.ts';

const SPARE = 'Give the worker more memory or the request less to hold (stream, page, write in parts)';

export type Advice = Pick<Finding, 'remedy' | 'reference'>;

const GUNICORNS: Advice = {
  remedy: `${SPARE}; --max-requests with jitter bounds slow leaks.`,
  reference: 'gunicorn FAQ, "Why are workers silently killed?"; g#2215',
};
const RUBYS: Advice = {
  remedy: `${SPARE}; a worker killer (puma_worker_killer, unicorn-worker-killer) renews a worker between two requests.`,
  reference: 'README of puma_worker_killer and of unicorn-worker-killer',
};
const NODES: Advice = {
  remedy: `${SPARE}; --max-old-space-size below the limit makes V8 collect in time, or end with a trace of its heap.`,
  reference: 'Node docs, "Command-line API", --max-old-space-size',
};

/** How each server bounds what a worker grows to, or who keeps the container or service. */
const ADVICE: Readonly<Record<string, Advice>> = {
  gunicorn: GUNICORNS,
  celery: {
    remedy: `${SPARE}; --max-memory-per-child ends a child between two tasks before the kernel does within one, --max-tasks-per-child bounds slow leaks.`,
    reference: 'Celery docs, "Max memory per child setting"',
  },
  platform: {
    remedy: `${SPARE}; workers that the server renews after some requests (max_requests, --max-requests) bound slow leaks.`,
    reference: 'Heroku Dev Center, "Heroku Error Codes", R14 and R15',
  },
  uwsgi: {
    remedy: `${SPARE}; reload-on-rss renews a worker between two requests, max-requests bounds slow leaks.`,
    reference: 'uWSGI options, "reload-on-rss"',
  },
  'php-fpm': {
    remedy: `${SPARE}; memory_limit ends a script before the kernel does, pm.max_requests bounds slow leaks.`,
    reference: 'PHP manual, "FastCGI Process Manager configuration", pm.max_requests',
  },
  uvicorn: {
    remedy: `${SPARE}; --limit-max-requests bounds slow leaks.`,
    reference: 'uvicorn docs, "Settings", Resource Limits',
  },
  puma: RUBYS,
  unicorn: RUBYS,
  'node-cluster': NODES,
  pm2: {
    remedy: `${SPARE}; max_memory_restart renews a process before the kernel ends it.`,
    reference: 'pm2 docs, "Memory Limit Reload"',
  },
  kubernetes: {
    remedy: `${SPARE}: resources.limits.memory bounds all processes of the container together.`,
    reference: 'Kubernetes docs, "Resource Management for Pods and Containers"',
  },
};

const OTHERS: Advice = {
  remedy: `${SPARE}.`,
  reference: 'man 7 cgroups; Linux kernel docs, "Memory Resource Controller"',
};

/** What to do about a worker of this server that was killed for memory. */
export const adviceFor = ({ kind }: Conclusion['server']): Advice => ADVICE[kind] ?? OTHERS;
