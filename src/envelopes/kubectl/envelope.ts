import type { Envelope, Inner } from '../envelope.ts';
import { shareOf } from '../sample-share.ts';

// [pod/web-5d4f8c7b9-x2x4z/gunicorn] TEXT
const PREFIX = /^\[pod\/([\w.-]+)\/([\w.-]+)\] ?(.*)$/s;
// web-5d4f8c7b9-x2x4z gunicorn TEXT    (stern; a pod of a Deployment or of a StatefulSet)
const STERN = /^([a-z0-9][a-z0-9.-]*-(?:[a-f0-9]{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5})) ([a-z0-9][a-z0-9-]*) (.*)$/s;

const peel = (line: string): Inner | undefined => {
  const [, host, stream, text = ''] = PREFIX.exec(line) ?? STERN.exec(line) ?? [];
  return host === undefined ? undefined : { text, host, stream };
};

/** What `kubectl logs --prefix` and stern set before each line: pod and container. */
export const kubectl: Envelope = {
  id: 'kubectl',
  title: 'kubectl logs --prefix, stern',
  docs: 'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_logs/',
  samples: [
    {
      line: '[pod/web-5d4f8c7b9-x2x4z/gunicorn] [2026-11-23 09:48:48 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:9)',
      inner: {
        text: '[2026-11-23 09:48:48 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:9)',
        host: 'web-5d4f8c7b9-x2x4z',
        stream: 'gunicorn',
      },
    },
    {
      line: 'web-5d4f8c7b9-x2x4z gunicorn   File "/app/web.py", line 3, in view',
      inner: { text: '  File "/app/web.py", line 3, in view', host: 'web-5d4f8c7b9-x2x4z', stream: 'gunicorn' },
    },
  ],
  learn: (sample) => (shareOf(sample, peel) > 0 ? '' : undefined),
  open: () => peel,
};
