// The kernel's word on a death, made up after the run in the kernel's own format: these kills were not its own.
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const SAYS = {
  oom: (pid) => [
    `gunicorn invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0`,
    `oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/,task=gunicorn,pid=${pid},uid=33`,
    `Out of memory: Killed process ${pid} (gunicorn) total-vm:2417644kB, anon-rss:1987412kB, file-rss:4kB, shmem-rss:0kB, UID:33 pgtables:4412kB oom_score_adj:0`,
  ],
  segfault: (pid) => [
    `gunicorn[${pid}]: segfault at 8 ip 00007f390f3ad870 sp 00007f390c8efcb8 error 4 in libc.so.6[16d870,7f390f266000+156000] likely on CPU 0 (core 0, socket 0)`,
  ],
};

/** Syslog's lines in UTC, as `kern.log` holds them, one death after the other. */
export function kernelLog(incidents) {
  return incidents.flatMap(({ fault, pid, host, at }) =>
    (SAYS[fault]?.(pid) ?? []).map((text) => {
      const date = new Date(at);
      const stamp = `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)} ${date.toISOString().slice(11, 19)}`;
      return {
        text: `${stamp} ${host} kernel: [${(date.getTime() / 1000 - 1.7e9).toFixed(6)}] ${text}`,
        at: date.getTime(),
      };
    }),
  );
}
