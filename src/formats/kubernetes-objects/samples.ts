import type { FormatSample } from '../format.ts';

const note = (message: string): object => ({ kind: 'note', message, stamp: undefined, pid: undefined });

/** A note of an event, by its age in seconds: times that only keep the order. */
const aged = (message: string, seconds: number): object => ({
  ...note(message),
  stamp: { wall: (Date.UTC(1972, 11, 31) / 1_000 - seconds) * 1_000_000, offsetMin: 0, precision: 'min' },
});

/** `kubectl get events` */
const EVENTS: FormatSample = {
  lines: [
    'LAST SEEN   TYPE      REASON      OBJECT                      MESSAGE',
    '4m12s       Warning   Unhealthy   pod/web-5d4f8c7b9-x2x4z     Liveness probe failed: Get "http://10.1.2.9:8000/health": context deadline exceeded',
    '3m52s       Normal    Killing     pod/web-5d4f8c7b9-x2x4z     Container web failed liveness probe, will be restarted',
    '3m20s       Normal    Pulled      pod/web-5d4f8c7b9-x2x4z     Container image "shop/web:1.4" already present on machine',
    '61s         Warning   OOMKilling  node/node-3                 Memory cgroup out of memory: Killed process 11016 (gunicorn) total-vm:9kB, anon-rss:7kB',
  ],
  means: [
    aged('Liveness probe failed: Get "http://10.1.2.9:8000/health": context deadline exceeded', 252),
    { ...aged('Container web failed liveness probe, will be restarted', 232), host: 'web-5d4f8c7b9-x2x4z' },
    aged('Memory cgroup out of memory: Killed process 11016 (gunicorn) total-vm:9kB, anon-rss:7kB', 61),
  ],
};

/** `kubectl describe pod` */
const DESCRIPTION: FormatSample = {
  lines: [
    'Name:             web-5d4f8c7b9-x2x4z',
    'Namespace:        shop',
    'Containers:',
    '  web:',
    '    Container ID:   containerd://77aa',
    '    State:          Running',
    '      Started:      Mon, 23 Nov 2026 09:47:02 +0100',
    '    Last State:     Terminated',
    '      Reason:       OOMKilled',
    '      Exit Code:    137',
    '      Started:      Mon, 23 Nov 2026 08:11:40 +0100',
    '      Finished:     Mon, 23 Nov 2026 09:47:01 +0100',
    '    Ready:          True',
    '    Restart Count:  3',
    'Events:',
    '  Type     Reason     Age                From               Message',
    '  ----     ------     ----               ----               -------',
    '  Warning  Unhealthy  11s (x3 over 31s)  kubelet            Readiness probe failed: HTTP probe failed with statuscode: 503',
    '  Warning  BackOff    5s                 kubelet, node-3    Back-off restarting failed container',
  ],
  means: [
    {
      ...note('web: Terminated Reason: OOMKilled Exit Code: 137'),
      stamp: { wall: 1_795_427_221_000_000, offsetMin: 60, precision: 's' },
    },
    {
      ...note('web: Running again'),
      stamp: { wall: 1_795_427_222_000_000, offsetMin: 60, precision: 's' },
    },
    aged('Readiness probe failed: HTTP probe failed with statuscode: 503', 11),
    aged('Back-off restarting failed container', 5),
  ],
};

/** The part of a description that people paste. */
const STATE: FormatSample = {
  lines: ['    Last State:     Terminated', '      Reason:       Error', '      Exit Code:    137'],
  means: [note('Terminated Reason: Error Exit Code: 137')],
};

/** Events as they were printed before 1.9. */
const OLD_EVENTS: FormatSample = {
  lines: [
    '1h   2m   12   web-1-p7jnr   Pod   spec.containers{web}   Warning   Unhealthy   {kubelet node-3}   Liveness probe failed: EOF',
  ],
  means: [aged('Liveness probe failed: EOF', 120)],
};

/** `kubectl get events -o json` */
const JSON_EVENTS: FormatSample = {
  lines: [
    '{',
    '    "apiVersion": "v1",',
    '    "items": [',
    '        {',
    '            "kind": "Event",',
    '            "involvedObject": { "kind": "Pod", "name": "web-5d4f8c7b9-x2x4z" },',
    '            "reason": "Killing",',
    '            "message": "Container web failed liveness probe, will be restarted",',
    '            "lastTimestamp": "2026-11-23T09:46:59Z",',
    '            "type": "Normal"',
    '        }',
    '    ],',
    '    "kind": "List"',
    '}',
  ],
  means: [
    {
      ...note('Container web failed liveness probe, will be restarted'),
      host: 'web-5d4f8c7b9-x2x4z',
      stamp: { wall: 1_795_427_219_000_000, offsetMin: 0, precision: 's' },
    },
  ],
};

/** `kubectl get pod -o json` */
const JSON_POD: FormatSample = {
  lines: [
    '{',
    '    "kind": "Pod",',
    '    "metadata": { "name": "web-0" },',
    '    "status": { "containerStatuses": [ { "name": "web", "restartCount": 1,',
    '        "lastState": { "terminated": { "exitCode": 137, "reason": "OOMKilled", "finishedAt": "2026-11-23T09:46:59Z" } } } ] }',
    '}',
  ],
  means: [
    {
      ...note('web: Terminated Reason: OOMKilled Exit Code: 137'),
      host: 'web-0',
      stamp: { wall: 1_795_427_219_000_000, offsetMin: 0, precision: 's' },
    },
  ],
};

/** One sample a shape. */
export const samples: readonly FormatSample[] = [EVENTS, DESCRIPTION, STATE, OLD_EVENTS, JSON_EVENTS, JSON_POD];
