import type { MessageRule, StepOf } from '../message-rules.ts';
import type { Supervisor } from '../supervisor.ts';

const ended: StepOf = ({ unit, why, code }) => ({
  what: 'unit-ended',
  unit: unit ?? '',
  why: why === 'OOMKilled' ? why : `exit code ${code ?? ''}`,
});

/**
 * Messages of events, as `kubectl get events` and node logs have them, and the ends of containers as formats/kubernetes-objects
 * tells them; Kubernetes 1.5 to 1.32, kubelet. A probe that fails ends nothing yet: `Unhealthy` is no step.
 */
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
  // Killing container with id docker://web:Container failed liveness probe.. Container will be killed and recreated.    to 1.12
  [
    /^Killing container with id \w+:\/\/(?<unit>[^\s:]+):Container failed (?<why>liveness) probe/,
    ({ unit, why }) => ({ what: 'unit-ended', unit: unit ?? '', why: why ?? '' }),
  ],
  // web-5d4f8c7b9-x2x4z   0/1   OOMKilled   3 (2m11s ago)   10m    kubectl get pods
  [/^OOMKilled +\d+ /, () => ({ what: 'unit-ended', unit: '', why: 'OOMKilled' })],
  // web: Terminated Reason: OOMKilled Exit Code: 137    its pid 1 died, or all of it at once; a worker alone does not count
  [/^(?:(?<unit>[a-z0-9-]+): )?Terminated Reason: (?<why>\w*) Exit Code: (?<code>[1-9]\d*)/, ended],
  // web: Running again    after an end that is told as well
  [
    /^(?:(?<unit>[a-z0-9-]+): )?Running again$/,
    ({ unit }) => ({ what: 'unit-started', unit: unit ?? '', process: undefined }),
  ],
];

/** Kubernetes, as the one that ends whole containers. Pids are the node's. */
export const kubernetes: Supervisor = {
  id: 'kubernetes',
  title: 'Kubernetes',
  docs: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  writes: ['kubernetes-objects'],
  openings: ['System OOM encountered, victim process: ', 'Container ', 'OOMKilled '],
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
    {
      text: 'Killing container with id docker://web:Container failed liveness probe.. Container will be killed and recreated.',
      step: { what: 'unit-ended', unit: 'web', why: 'liveness' },
    },
    {
      text: 'web: Terminated Reason: OOMKilled Exit Code: 137',
      step: { what: 'unit-ended', unit: 'web', why: 'OOMKilled' },
    },
    {
      text: 'Terminated Reason: Error Exit Code: 139',
      step: { what: 'unit-ended', unit: '', why: 'exit code 139' },
    },
    {
      text: 'OOMKilled   3 (2m11s ago)   10m',
      step: { what: 'unit-ended', unit: '', why: 'OOMKilled' },
    },
    { text: 'web: Running again', step: { what: 'unit-started', unit: 'web', process: undefined } },
    { text: 'web: Terminated Reason: Completed Exit Code: 0', step: undefined },
    { text: 'Container image "shop/web:1.4" already present on machine', step: undefined },
    { text: 'Liveness probe failed: HTTP probe failed with statuscode: 500', step: undefined },
  ],
  rules: RULES,
};
