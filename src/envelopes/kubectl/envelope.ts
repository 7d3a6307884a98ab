import type { Envelope, Inner, WrappedSample } from '../envelope.ts';
import { shareOf } from '../sample-share.ts';

// [pod/web-5d4f8c7b9-x2x4z/gunicorn] TEXT
const PREFIX = /^\[pod\/([\w.-]+)\/([\w.-]+)\] ?(.*)$/s;
// [web-5d4f8c7b9-x2x4z gunicorn] TEXT    [web-5d4f8c7b9-x2x4z] TEXT    (kubetail; the container where a pod has several)
const KUBETAIL =
  /^\[([a-z0-9][a-z0-9.-]*-(?:[a-f0-9]{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5}))(?: ([a-z0-9][a-z0-9-]*))?\] ?(.*)$/s;
// web-5d4f8c7b9-x2x4z gunicorn TEXT    (stern; a pod of a Deployment or of a StatefulSet)
const STERN = /^([a-z0-9][a-z0-9.-]*-(?:[a-f0-9]{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5})) ([a-z0-9][a-z0-9-]*) (.*)$/s;

// web-0 gunicorn TEXT    a pod of a StatefulSet: other logs begin so too
const OF_SET = /^([a-z0-9][a-z0-9.-]*-\d{1,3}) ([a-z0-9][a-z0-9-]*) (.*)$/s;
/** What a record begins with. */
const RECORD = /^(?:\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\[\d+\] |\{")/;

const SETS = 'sets';

const innerOf = ([, host, stream, text = '']: readonly (string | undefined)[]): Inner | undefined =>
  host === undefined ? undefined : { text, host, stream };

const peel = (line: string): Inner | undefined =>
  innerOf(PREFIX.exec(line) ?? STERN.exec(line) ?? KUBETAIL.exec(line) ?? []);
const peelSets = (line: string): Inner | undefined => peel(line) ?? innerOf(OF_SET.exec(line) ?? []);

/** Most lines name a pod of a set and a container, and records stand behind these. */
const isOfSets = ({ lines }: WrappedSample): boolean =>
  shareOf({ lines }, peelSets) >= MOST && lines.some((line) => RECORD.test(OF_SET.exec(line)?.[3] ?? ''));

const MOST = 0.8;

/** What `kubectl logs --prefix`, stern and kubetail set before each line: pod and container. */
export const kubectl: Envelope = {
  id: 'kubectl',
  title: 'kubectl logs --prefix, stern, kubetail',
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
    {
      line: '[web-5d4f8c7b9-x2x4z gunicorn]   File "/app/web.py", line 3, in view',
      inner: { text: '  File "/app/web.py", line 3, in view', host: 'web-5d4f8c7b9-x2x4z', stream: 'gunicorn' },
    },
    {
      line: 'web-0 gunicorn [2026-11-23 09:48:48 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:9)',
      inner: {
        text: '[2026-11-23 09:48:48 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:9)',
        host: 'web-0',
        stream: 'gunicorn',
      },
    },
  ],
  learn: (sample) => (isOfSets(sample) ? SETS : shareOf(sample, peel) > 0 ? '' : undefined),
  open: (layout) => (layout === SETS ? peelSets : peel),
};
