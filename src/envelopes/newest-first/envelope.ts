import { isUpsideDown } from '../../lib/upside-down.ts';
import type { Envelope } from '../envelope.ts';

const WRITTEN = [
  '[2026-11-23 08:51:06 +0000] [8] [ERROR] Error handling request /slow',
  'Traceback (most recent call last):',
  '  File "/srv/venv/lib/python3.11/site-packages/gunicorn/workers/base.py", line 199, in handle_abort',
  '    sys.exit(1)',
  'SystemExit: 1',
  '[2026-11-23 08:51:06 +0000] [8] [INFO] Worker exiting (pid: 8)',
];

/** A line alone has nothing set around it: that such lines were turned is known, so that they are read from the last to the first. */
export const newestFirst: Envelope = {
  id: 'newest-first',
  title: 'lines turned upside down, the newest first, tracebacks too (journalctl -r, tac, consoles)',
  docs: 'https://www.freedesktop.org/software/systemd/man/latest/journalctl.html#-r',
  samples: [{ line: WRITTEN.toReversed().join('\n'), inner: { text: WRITTEN.join('\n') } }],
  learn: ({ lines }) => (isUpsideDown(lines.flatMap((line) => line.split('\n'))) ? '' : undefined),
  open: () => (whole) => {
    const lines = whole.split('\n');
    return isUpsideDown(lines) ? { text: lines.toReversed().join('\n') } : undefined;
  },
};
