import { signalNumber } from '../../lib/signals.ts';
import type { MessageRule } from '../message-rules.ts';
import type { Supervisor } from '../supervisor.ts';

/** What PID 1 says of a service; systemd 219 to 256, src/core/service.c and unit.c. Its main process is the master. */
const RULES: readonly MessageRule[] = [
  // systemd[1]: web.service: A process of this unit has been killed by the OOM killer.
  [
    /^(?:systemd\[1\]: )?(?<unit>\S+\.service): A process of this unit has been killed by the OOM killer/,
    ({ unit }) => ({ what: 'unit-ended', unit: unit ?? '', why: 'oom-kill' }),
  ],
  // systemd[1]: web.service: Main process exited, code=killed, status=9/KILL    code=dumped, status=11/SEGV; EL7: main process
  [
    /^(?:systemd\[1\]: )?(?<unit>\S+\.service): [Mm]ain process exited, code=(?:killed|dumped), status=\d+\/(?<why>[A-Z]+)/,
    ({ unit, why }) => ({ what: 'unit-ended', unit: unit ?? '', why: `SIG${why ?? ''}` }),
  ],
  // systemd[1]: web.service: Failed with result 'oom-kill'.    'signal', 'exit-code', 'core-dump', 'watchdog', 'timeout'
  [
    /^(?:systemd\[1\]: )?(?<unit>\S+\.service): Failed with result '(?<why>[\w-]+)'/,
    ({ unit, why }) => ({ what: 'unit-ended', unit: unit ?? '', why: why ?? '' }),
  ],
  // systemd[1]: web.service: Killing process 4711 (gunicorn) with signal SIGKILL.
  [
    /^(?:systemd\[1\]: )?\S+\.service: Killing process (?<process>\d+) \(.*\) with signal (?<signal>SIG[A-Z]+)/,
    ({ process, signal = '' }) => ({
      what: 'kill-ordered',
      processes: [Number(process)],
      signal: signalNumber(signal) ?? 0,
    }),
  ],
];

/** systemd. Of a worker's death it says nothing, but that the kernel took a process of the unit for its memory, or a signal its master. */
export const systemd: Supervisor = {
  id: 'systemd',
  title: 'systemd',
  docs: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#OOMPolicy=',
  writes: [],
  openings: ['systemd[1]: '],
  defaults: { timeoutSeconds: undefined, gracefulTimeoutSeconds: 90 },
  samples: [
    {
      text: 'systemd[1]: web.service: A process of this unit has been killed by the OOM killer.',
      step: { what: 'unit-ended', unit: 'web.service', why: 'oom-kill' },
    },
    {
      text: "web.service: Failed with result 'oom-kill'.",
      step: { what: 'unit-ended', unit: 'web.service', why: 'oom-kill' },
    },
    {
      text: 'systemd[1]: web.service: Killing process 4711 (gunicorn) with signal SIGKILL.',
      step: { what: 'kill-ordered', processes: [4711], signal: 9 },
    },
    {
      text: 'web.service: Main process exited, code=killed, status=9/KILL',
      step: { what: 'unit-ended', unit: 'web.service', why: 'SIGKILL' },
    },
    {
      text: 'systemd[1]: web.service: main process exited, code=dumped, status=11/SEGV',
      step: { what: 'unit-ended', unit: 'web.service', why: 'SIGSEGV' },
    },
    { text: 'systemd[1]: web.service: Main process exited, code=exited, status=1/FAILURE', step: undefined },
    { text: 'web.service: Scheduled restart job, restart counter is at 3.', step: undefined },
  ],
  rules: RULES,
};
