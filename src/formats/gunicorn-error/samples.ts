import type { FormatSample } from '../format.ts';

const note = (pid: number, level: string, message: string): unknown => ({ kind: 'note', pid, level, message });

/** gunicorn 19.1.1 and later. */
const BRACKETED: FormatSample = {
  lines: [
    '[2026-11-23 09:47:28 +0000] [10804] [CRITICAL] WORKER TIMEOUT (pid:10813)',
    '[2026-11-23 09:47:28 +0000] [10813] [INFO] Worker exiting (pid: 10813)',
    '[2026-11-23 09:47:28 +0000] [10836] [INFO] Booting worker with pid: 10836',
  ],
  means: [
    note(10804, 'critical', 'WORKER TIMEOUT (pid:10813)'),
    note(10813, 'info', 'Worker exiting (pid: 10813)'),
    note(10836, 'info', 'Booting worker with pid: 10836'),
  ],
};

/** gunicorn 0.17 to 19.1: neither brackets nor zone. */
const OLD: FormatSample = {
  lines: [
    '2014-06-12 10:00:00 [1234] [INFO] Starting gunicorn 18.0',
    '2014-06-12 10:00:31 [1234] [CRITICAL] WORKER TIMEOUT (pid:1240)',
  ],
  means: [note(1234, 'info', 'Starting gunicorn 18.0'), note(1234, 'critical', 'WORKER TIMEOUT (pid:1240)')],
};

/** Users set other times; what is not gunicorn's is no event, but a sign of life. */
const WITH_MILLISECONDS: FormatSample = {
  lines: [
    '[2026-11-23 08:51:11,406] [11619] [WARNING] lhh alive (pid:11622)',
    '[2026-11-23 08:51:11,531] [11619] [WARNING] Worker with pid 11622 was terminated due to signal 9',
  ],
  means: [note(11619, 'warning', 'Worker with pid 11622 was terminated due to signal 9')],
};

/** 22.0 and later: the aborted request of a sync worker. */
const ABORTED: FormatSample = {
  lines: [
    '[2026-11-23 08:51:11 +0000] [11886] [ERROR] Error handling request /sleep',
    'Traceback (most recent call last):',
    '  File "/srv/app/app.py", line 13, in app',
    "    if p=='/sleep': time.sleep(t); return ok()",
    '  File "/usr/lib/python3/dist-packages/gunicorn/workers/base.py", line 204, in handle_abort',
    '    sys.exit(1)',
    'SystemExit: 1',
  ],
  means: [
    note(11886, 'error', 'Error handling request /sleep'),
    { kind: 'exception', pid: 11886, message: 'Error handling request /sleep' },
  ],
};

/** Level debug, 19.0 and later: the settings, a note each. */
const CONFIGURATION: FormatSample = {
  lines: [
    '[2026-11-23 08:51:06 +0000] [11619] [DEBUG] Current configuration:',
    '  timeout: 3',
    '  worker_class: gevent',
    '[2026-11-23 08:51:06 +0000] [11619] [INFO] Starting gunicorn 23.0.0',
  ],
  means: [
    note(11619, 'debug', 'Current configuration:'),
    note(11619, 'debug', '  timeout: 3'),
    note(11619, 'debug', '  worker_class: gevent'),
    note(11619, 'info', 'Starting gunicorn 23.0.0'),
  ],
};

/** One sample a shape or a kind of record. */
export const samples: readonly FormatSample[] = [BRACKETED, OLD, WITH_MILLISECONDS, ABORTED, CONFIGURATION];
