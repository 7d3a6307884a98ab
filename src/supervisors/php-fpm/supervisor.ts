import type { InFlight, LifecycleStep } from '../../model/lifecycle.ts';
import { booting, exiting, type Fields, type MessageRule, ofWorker, signalled } from '../message-rules.ts';
import type { Supervisor } from '../supervisor.ts';
import { samples } from './samples.ts';

const request = ({ method, target }: Fields): InFlight | undefined =>
  target === undefined ? undefined : { id: undefined, method, target, since: undefined };

const timedOut = ofWorker((worker, fields): LifecycleStep => ({
  what: 'worker-timeout',
  worker,
  request: request(fields),
  limitSeconds: Number(fields['limit']),
}));

const CHILD = String.raw`^(?:\[pool [^\]]+\] )?child (?<worker>\d+)`;

/** What the master says; PHP 5.3 to 8.4, sapi/fpm/fpm/fpm_children.c, fpm_request.c and fpm_process_ctl.c. */
const RULES: readonly MessageRule[] = [
  // NOTICE: fpm is running, pid 1
  [
    /^NOTICE: fpm is running, pid (?<master>\d+)/,
    ({ master }) => ({ what: 'master-started', server: 'php-fpm', version: undefined, master: Number(master) }),
  ],
  // NOTICE: Terminating ...    NOTICE: Finishing ...
  [/^NOTICE: (?:Terminating|Finishing) \.\.\./, signalled('term')],
  // NOTICE: Reloading in progress ...
  [/^NOTICE: Reloading in progress \.\.\./, signalled('hup')],
  // NOTICE: exiting, bye-bye!
  [/^NOTICE: exiting, bye-bye!/, () => ({ what: 'master-stopped', reason: undefined })],
  // [pool www] child 7 started
  [new RegExp(`${CHILD} started`), booting],
  // [pool www] child 7, script '/srv/t.php' (request: "GET /t.php?m=sleep") execution timed out (3.003032 sec), terminating
  // child 7, script '/srv/t.php' (pool www) execution timed out (3.003032 sec), terminating    5.3.5 and before
  // [pool www] child 7, script '/srv/t.php' execution timed out (3.003032 sec), terminating    after that, as long as it told no request
  [
    new RegExp(
      String.raw`${CHILD}, script '.*' (?:\((?:request: "(?<method>\S+) (?<target>.*)"|pool \S+)\) )?execution timed out \((?<limit>\d+)`,
    ),
    timedOut,
  ],
  // NOTICE: [pool www] child 7 exited on signal 3 (SIGQUIT) after 5.004814 seconds from start    asked to end, it loses no request
  [new RegExp(String.raw`${CHILD} exited on signal 3 `), exiting],
  // [pool www] child 7 exited on signal 15 (SIGTERM) after 5.004814 seconds from start
  [
    new RegExp(String.raw`${CHILD} exited on signal (?<signal>(?!3 )\d+)`),
    ofWorker((worker, { signal }) => ({ what: 'worker-killed', worker, signal: Number(signal) })),
  ],
  // [pool www] child 7 exited with code 0 after 5.004814 seconds from start    idle, or after pm.max_requests
  [new RegExp(`${CHILD} exited with code 0 `), exiting],
  // [pool www] child 7 exited with code 255 after 5.004814 seconds from start
  [
    new RegExp(String.raw`${CHILD} exited with code (?<code>[1-9]\d*)`),
    ofWorker((worker, { code }) => ({ what: 'worker-exited', worker, code: Number(code) })),
  ],
];

/** PHP-FPM's master: a child serves one request at a time; `request_terminate_timeout` is off unless it is configured. */
export const phpFpm: Supervisor = {
  id: 'php-fpm',
  title: 'PHP-FPM',
  docs: 'https://www.php.net/manual/en/install.fpm.configuration.php#request-terminate-timeout',
  writes: [],
  openings: [
    '[pool ',
    'NOTICE: fpm is running',
    'NOTICE: Terminating ...',
    'NOTICE: Finishing ...',
    'NOTICE: Reloading in progress',
    'NOTICE: exiting, bye-bye',
  ],
  defaults: { timeoutSeconds: undefined, gracefulTimeoutSeconds: undefined },
  samples,
  rules: RULES,
};
