import type { Correlation } from '../../model/correlation.ts';
import type { Gap } from '../../model/report.ts';
import { type KernelKill, untiedKills } from '../../model/untied-kills.ts';

/** So many are named; an exhausted machine kills by the dozen. */
const NAMED = 4;

/** Whether what the kernel killed for memory was a worker, where no other line names that process. */
export function untiedKillGaps(correlation: Correlation): readonly Gap[] {
  const kills = untiedKills(correlation);
  if (kills.length === 0) return [];
  const named = kills.slice(0, NAMED).map(nameOf).join(', ');
  const more = kills.length > NAMED ? ` and ${String(kills.length - NAMED)} more` : '';
  return [
    {
      what: `whether a worker was among what the kernel killed for memory: process ${named}${more}`,
      why: 'no other log names that process: it is of another program, of a server whose log is not here, or the server counts its pids within a container and the kernel those of the host',
      remedy:
        "add the log of the server that ran it, from its start; `grep NSpid /proc/PID/status` tells a living process' pid within its container",
    },
  ];
}

const nameOf = ({ killed }: KernelKill): string => `${String(killed.process)} (${killed.command})`;
