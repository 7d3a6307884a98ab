import type { MessageRule } from '../message-rules.ts';
import type { Supervisor } from '../supervisor.ts';

/** Messages of events, as `kubectl get events` and node logs have them; Kubernetes 1.18 to 1.32, kubelet. */
const RULES: readonly MessageRule[] = [
  // System OOM encountered, victim process: gunicorn, pid: 11016
  [
    /^System OOM encountered, victim process: (?<command>[^,]+), pid: (?<process>\d+)/,
    ({ command, process }) => ({
      ...{ what: 'kernel-oom-kill', process: Number(process), command: command ?? '', rssKb: undefined },
    }),
  ],
  // Container web failed liveness probe, will be restarted    its pid 1 gets SIGTERM, and SIGKILL after the grace period
  [
    /^Container (?<unit>\S+) failed (?<why>liveness|startup) probe, will be restarted/,
    ({ unit, why }) => ({ what: 'unit-ended', unit: unit ?? '', why: why ?? '' }),
  ],
];

/** Kubernetes, as the one that ends whole containers. Pids are the node's. */
export const kubernetes: Supervisor = {
  id: 'kubernetes',
  title: 'Kubernetes',
  docs: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  writes: [],
  openings: ['System OOM encountered, victim process: ', 'Container '],
  defaults: { timeoutSeconds: undefined, gracefulTimeoutSeconds: 30 },
  samples: [
    {
      text: 'System OOM encountered, victim process: gunicorn, pid: 11016',
      step: { what: 'kernel-oom-kill', process: 11016, command: 'gunicorn', rssKb: undefined },
    },
    {
      text: 'Container web failed liveness probe, will be restarted',
      step: { what: 'unit-ended', unit: 'web', why: 'liveness' },
    },
    { text: 'Container image "shop/web:1.4" already present on machine', step: undefined },
    { text: 'Liveness probe failed: HTTP probe failed with statuscode: 500', step: undefined },
  ],
  rules: RULES,
};
