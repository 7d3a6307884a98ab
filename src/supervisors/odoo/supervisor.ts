import { booting, exiting, type MessageRule, ofWorker, recycling, signalled } from '../message-rules.ts';
import type { Supervisor } from '../supervisor.ts';
import { samples } from './samples.ts';

/** A worker tells its own end by an exception; the master, in the end, by nothing. */
const SOME_FAILURE = 1;

/** What the prefork server and its workers say; Odoo 8 to 18, odoo/service/server.py (`workers` above 0). */
const RULES: readonly MessageRule[] = [
  // Worker WorkerHTTP (31) alive
  [/^Worker Worker\w+ \((?<worker>\d+)\) alive/, booting],
  // WorkerHTTP (31) timeout after 120s    limit_time_real; SIGKILL follows, from 13.0 on after a dump of its stacks
  [
    /^Worker\w+ \((?<worker>\d+)\) timeout after (?<limit>\d+)s/,
    ofWorker((worker, { limit }) => ({ what: 'worker-timeout', worker, limitSeconds: Number(limit) })),
  ],
  // Worker (31) CPU time limit (60) reached.    it raises in what runs, and leaves
  [
    /^Worker \((?<worker>\d+)\) CPU time limit \((?<limit>\d+)\) reached/,
    ofWorker((worker, { limit }) => ({ what: 'worker-timeout', worker, limitSeconds: Number(limit) })),
  ],
  // Worker (31) Exception occured, exiting...    Worker (31) Exception occurred, exiting...
  [
    /^Worker \((?<worker>\d+)\) Exception occurr?ed, exiting/,
    ofWorker((worker) => ({ what: 'worker-exited', worker, code: SOME_FAILURE })),
  ],
  // Worker (31) virtual memory limit (2826088448) reached.    after the request
  [/^Worker \((?<worker>\d+)\) virtual memory limit \(\d+\) reached/, recycling('memory limit')],
  // Worker (31) max request (8192) reached.
  [/^Worker \((?<worker>\d+)\) max request \(\d+\) reached/, recycling('max requests')],
  // Worker (31) exiting. request_count: 12, registry count: 1.    Worker (31) exiting...
  [/^Worker \((?<worker>\d+)\) exiting/, exiting],
  // Stopping gracefully
  [/^Stopping (?:workers )?gracefully/, signalled('term')],
];

/** Odoo's own prefork server: a worker serves one request, or one scheduled job, at a time. */
export const odoo: Supervisor = {
  id: 'odoo',
  title: 'Odoo prefork server',
  docs: 'https://www.odoo.com/documentation/17.0/developer/reference/cli.html#multiprocessing',
  writes: [],
  openings: [
    'Worker Worker',
    'WorkerHTTP (',
    'WorkerCron (',
    ...'123456789'.split('').map((digit) => `Worker (${digit}`),
    'Stopping gracefully',
    'Stopping workers gracefully',
  ],
  defaults: { timeoutSeconds: 120, gracefulTimeoutSeconds: undefined },
  samples,
  rules: RULES,
};
