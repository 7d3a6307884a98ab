import { booting, exiting, type MessageRule, ofWorker, recycling, signalled } from '../message-rules.ts';
import type { Supervisor } from '../supervisor.ts';
import { samples } from './samples.ts';

/** What a cluster's master says; puma 2.0 to 6.5, lib/puma/cluster.rb, runner.rb and launcher.rb, and puma_worker_killer. */
const RULES: readonly MessageRule[] = [
  // Puma starting in cluster mode...
  [/^Puma starting in cluster mode/, () => ({ what: 'master-started', server: 'puma', version: undefined })],
  // Puma version: 5.2.2 (ruby 2.7.2-p137) ("Fettisdagsbulle")    * Version 4.3.5 (ruby 2.6.6-p146), codename: …
  [
    /^(?:Puma version: |\* Version )(?<version>\d\S*) \(/,
    ({ version }) => ({ what: 'master-started', server: 'puma', version }),
  ],
  // - Worker 0 (PID: 15) booted in 0.12s, phase: 0    - Worker 0 (pid: 15) booted, phase: 0 (4.x and before)
  [/^- Worker (?<slot>\d+) \((?:PID|pid): (?<worker>\d+)\) booted/, booting],
  // - Spawned worker: 20155    3.x and 4.x; the worker's own `booted` follows once it has loaded the application
  [/^- Spawned worker: (?<worker>\d+)/, booting],
  // ! Terminating timed out worker (Worker 1 failed to check in within 60 seconds): 15    … timed out worker: 15 (4.x, 5.x)
  [
    /^! Terminating timed out worker(?: \([^)]*?(?:within (?<limit>\d+) seconds)?\))?: (?<worker>\d+)/,
    ofWorker((worker, { limit }) => ({
      ...{ what: 'worker-timeout', worker, limitSeconds: limit === undefined ? undefined : Number(limit) },
    })),
  ],
  // - Worker 1 (PID: 15) terminating
  [/^- Worker \d+ \((?:PID|pid): (?<worker>\d+)\) terminating/, exiting],
  // - Stopping 15 for phased upgrade...
  [/^- Stopping (?<worker>\d+) for phased upgrade/, recycling('phased restart')],
  // PumaWorkerKiller: Out of memory. 5 workers consuming total: 500 MB out of max: 490 MB. Sending TERM to pid 23 …
  // … Sending TERM to #<Puma::Cluster::Worker:0x007f @index=0, @pid=23, …    (before puma_worker_killer 0.0.4)
  [/^PumaWorkerKiller: Out of memory\..*(?: pid |@pid=)(?<worker>\d+)[ ,]/, recycling('memory limit')],
  // PumaWorkerKiller: Rolling Restart. 5 workers consuming total: 650 MB. Sending TERM to pid 23.
  [/^PumaWorkerKiller: Rolling Restart\..* pid (?<worker>\d+)/, recycling('rolling restart')],
  // ! Detected parent died, dying    (the worker says so, and leaves at once: lib/puma/cluster/worker.rb)
  [/^! Detected parent died/, recycling('parent changed')],
  // - Gracefully shutting down workers...    - Gracefully stopping, waiting for requests to finish
  [/^- Gracefully (?:shutting down workers|stopping)/, signalled('term')],
  // === puma shutdown: 2026-11-23 09:19:07 +0000 ===
  [/^=== puma shutdown: /, () => ({ what: 'master-stopped', reason: undefined })],
];

/**
 * Ruby's puma in cluster mode. Workers check in from a thread of their own: only what stops the whole process times out, and
 * all of its threads' requests end with it.
 */
export const puma: Supervisor = {
  id: 'puma',
  title: 'puma',
  docs: 'https://puma.io/puma/Puma/DSL.html#worker_timeout-instance_method',
  writes: [],
  openings: [
    'Puma starting in cluster mode',
    'Puma version: ',
    '* Version ',
    '- Worker ',
    '- Spawned worker: ',
    '! Terminating timed out worker',
    '! Detected parent died',
    '- Stopping ',
    'PumaWorkerKiller: ',
    '- Gracefully ',
    '=== puma shutdown: ',
  ],
  defaults: { timeoutSeconds: 60, gracefulTimeoutSeconds: 30 },
  samples,
  rules: RULES,
};
