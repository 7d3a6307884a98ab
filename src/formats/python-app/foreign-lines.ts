/** Lines that are other formats' for certain, or that only read on from the line above. */
const FOREIGN: readonly RegExp[] = [
  /^\s/,
  /^$/,
  // {"ts": "2026-11-23T09:46:34", "level": "info"}: JSON lines
  /^\{/,
  // 127.0.0.1 - - [23/Nov/2026:09:45:03 +0000] "GET /item HTTP/1.1" 200
  /^\S+ \S+ .{1,40}\[\d\d\/[A-Z][a-z]{2}\/\d{4}:/,
  // 2026/11/23 08:36:01 [error] 31#31: *7 upstream timed out: nginx
  /^\d{4}\/\d\d\/\d\d [\d:]{8} \[\w+\] \d+#\d+: /,
  // [12345.678901] oom-kill: … as the kernel's ring buffer gives it
  /^\[\s*\d+\.\d{6}\] /,
  // Nov 23 09:46:57 web1 kernel: [12345.678901] Out of memory
  /^\S.{10,40} kernel: /,
];

/** `[2026-11-23 08:51:06 +0000] [11619] [INFO] `: how gunicorn's own log begins (gunicorn 0.17 on, glogging.py). */
const GUNICORN_HEAD = /^\[?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[^\]]{0,10}\]? \[\d+\] \[[A-Z]+\] /;
const GUNICORN_MESSAGE =
  /^(?:Starting gunicorn |Listening at: |Using worker: |Booting worker with pid: |Worker exiting \(pid|WORKER TIMEOUT \(pid|Worker (?:\(pid:|with pid )|Handling signal: |Shutting down: Master|Autorestarting worker after )/;

/** Digits as one sign: what is left of a head is its shape. */
const shapeOf = (head: string): string => head.replace(/\d+/g, '0').replace(/\[[A-Z]+\] $/, '');

/** Shapes of head in which gunicorn itself speaks in this sample. */
const gunicornShapes = (lines: readonly string[]): ReadonlySet<string> => {
  const shapes = lines.flatMap((line) => {
    const head = GUNICORN_HEAD.exec(line)?.[0];
    return head !== undefined && GUNICORN_MESSAGE.test(line.slice(head.length)) ? [shapeOf(head)] : [];
  });
  return new Set(shapes);
};

/** Lines of a sample that may be an application's heads. */
export const mayBeHeads = (lines: readonly string[]): readonly string[] => {
  const gunicorns = gunicornShapes(lines);
  const isGunicorns = (line: string): boolean => gunicorns.has(shapeOf(GUNICORN_HEAD.exec(line)?.[0] ?? ''));
  return lines.filter((line) => !FOREIGN.some((pattern) => pattern.test(line)) && !isGunicorns(line));
};
