import type { Envelope, Inner } from '../envelope.ts';
import { shareOf } from '../sample-share.ts';
import { isoStamp } from '../stated-time.ts';

// 2016-10-06T00:17:09.669794202Z stdout P log content 1
const LINE =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,9}(?:Z|[+-]\d\d:\d\d)) (stdout|stderr) ([FP])(?::\S+)?(?: (.*))?$/s;

const peel = (line: string): Inner | undefined => {
  const [, time = '', stream, tag, text = ''] = LINE.exec(line) ?? [];
  return stream === undefined ? undefined : { text, stamp: isoStamp(time), stream, partial: tag === 'P' };
};

/** What kubelet reads of containerd's and CRI-O's containers (kubernetes, pkg/kubelet/kuberuntime/logs/logs.go). */
export const cri: Envelope = {
  id: 'cri',
  title: 'Kubernetes CRI log file',
  docs: 'https://kubernetes.io/docs/concepts/cluster-administration/logging/',
  samples: [
    {
      line: '2026-11-23T09:48:48.667243264Z stderr F [2026-11-23 09:48:48 +0000] [7] [INFO] Booting worker with pid: 7',
      inner: {
        text: '[2026-11-23 09:48:48 +0000] [7] [INFO] Booting worker with pid: 7',
        stream: 'stderr',
        partial: false,
      },
    },
    {
      line: '2016-10-06T00:17:09.669794202Z stdout P first half of ',
      inner: { text: 'first half of ', stream: 'stdout', partial: true },
    },
    { line: '2016-10-06T00:17:09.669794202+08:00 stdout F', inner: { text: '', stream: 'stdout', partial: false } },
  ],
  cutsLines: true,
  learn: (sample) => (shareOf(sample, peel) > 0 ? '' : undefined),
  open: () => peel,
};
