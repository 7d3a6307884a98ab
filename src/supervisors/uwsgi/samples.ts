import type { LifecycleStep } from '../../model/lifecycle.ts';
import { type MessageSample, unnamed } from '../message-rules.ts';

const inFlight = (
  pid: number | undefined,
  [method, target, since]: readonly [string | undefined, string | undefined, number | undefined],
): LifecycleStep => ({ what: 'request-in-flight', pid, request: { id: undefined, method, target, since } });

const booting = (worker: number): LifecycleStep => ({ what: 'worker-booting', worker, slot: 1 });
const recycling = (worker: number, why: string): LifecycleStep => ({ what: 'worker-recycling', worker, why });
const timeout = (worker: number, slot?: number): LifecycleStep => ({ what: 'worker-timeout', worker, slot });

const MASTER: readonly MessageSample[] = [
  {
    text: '*** Starting uWSGI 2.0.21 (64bit) on [Mon Nov 23 09:18:45 2026] ***',
    step: { what: 'master-started', server: 'uwsgi', version: '2.0.21' },
  },
  {
    text: '*** Operational MODE: preforking+threaded ***',
    step: { what: 'server-setting', name: 'worker_class', value: 'preforking+threaded' },
  },
  { text: 'spawned uWSGI master process (pid: 1415)', step: { what: 'master-listening', master: 1415 } },
  { text: 'SIGINT/SIGTERM received...killing workers...', step: { what: 'master-signalled', signal: 'term' } },
  { text: 'SIGINT/SIGQUIT received...killing workers...', step: { what: 'master-signalled', signal: 'term' } },
  { text: '...brutally killing workers...', step: { what: 'master-signalled', signal: 'term' } },
  { text: '...gracefully killing workers...', step: { what: 'master-signalled', signal: 'hup' } },
  { text: 'goodbye to uWSGI.', step: { what: 'master-stopped', reason: undefined } },
  { text: '*** no app loaded. GAME OVER ***', step: { what: 'worker-failed-to-boot', reason: 'no app loaded' } },
];

const WORKERS: readonly MessageSample[] = [
  { text: 'spawned uWSGI worker 1 (pid: 1417, cores: 1)', step: booting(1417) },
  { text: 'spawned uWSGI worker 1 (and the only) (pid: 1417, cores: 8)', step: booting(1417) },
  { text: 'Respawned uWSGI worker 1 (new pid: 1424)', step: booting(1424) },
  { text: '*** HARAKIRI ON WORKER 1 (pid: 1417, try: 1) ***', step: timeout(1417, 1) },
  { text: '*** HARAKIRI ON WORKER 2 (pid: 31, try: 2, graceful: no) ***', step: timeout(31, 2) },
  { text: 'F*CK !!! i must kill myself (pid: 1417 app_id: 0)...', step: timeout(1417) },
  {
    text: 'DAMN ! worker 1 (pid: 1417) died, killed by signal 9 :( trying respawn ...',
    step: { what: 'worker-killed', worker: 1417, slot: 1, signal: 9 },
  },
  {
    text: 'DAMN ! worker 1 (pid: 1417) MISTERIOUSLY killed by signal 15 :( trying respawn ...',
    step: { what: 'worker-killed', worker: 1417, slot: 1, signal: 15 },
  },
  {
    text: 'DAMN ! worker 1 (pid: 1417) died :( trying respawn ...',
    step: { what: 'worker-exited', worker: 1417, slot: 1, code: 1 },
  },
  {
    text: 'DAMN ! worker 3 died, killed by signal 9 :( trying respawn ...',
    step: unnamed({ how: 'ended', name: 'worker 3', signal: 9 }),
  },
  { text: 'DAMN ! worker 3 died :( trying respawn ...', step: unnamed({ how: 'ended', name: 'worker 3', code: 1 }) },
  {
    text: 'OOPS ! failed loading app in worker 1 (pid 1417) :( trying again...',
    step: { what: 'worker-exited', worker: 1417, slot: 1, code: 22 },
  },
  { text: '*** HARAKIRI ON WORKER 3 ***', step: unnamed({ how: 'missed', name: 'worker 3' }) },
  {
    text: '!!! uWSGI process 1417 got Segmentation Fault !!!',
    step: { what: 'worker-killed', worker: 1417, signal: 11 },
  },
  { text: 'worker 1 killed successfully (pid: 1417)', step: { what: 'worker-exiting', worker: 1417 } },
  {
    text: 'worker 1 (pid: 9839) is taking too much time to die...NO MERCY !!!',
    step: { what: 'worker-graceful-timeout', worker: 9839 },
  },
  { text: 'Gracefully killing worker 1 (pid: 1417)...', step: recycling(1417, 'reload') },
  { text: '...The work of process 1417 is done. Seeya!', step: recycling(1417, 'its work was done') },
  {
    text: '...The work of process 1417 is done (max requests reached (1000 >= 1000)). Seeya!',
    step: recycling(1417, 'max requests reached'),
  },
  { text: '*** EVIL RELOAD ON WORKER 1 RSS: 268435456 (pid: 1417) ***', step: recycling(1417, 'evil reload') },
  {
    text: '*** EVIL RELOAD ON WORKER 1 ADDRESS SPACE: 536870912 (pid: 1417) ***',
    step: recycling(1417, 'evil reload'),
  },
  {
    text: '... monitored exception detected, respawning worker 1 (pid: 1417)...',
    step: recycling(1417, 'monitored exception'),
  },
];

const REQUESTS: readonly MessageSample[] = [
  {
    text: 'HARAKIRI [core 0] 127.0.0.1 - GET /sleep?t=20 since 1795425527',
    step: inFlight(undefined, ['GET', '/sleep?t=20', 1_795_425_527]),
  },
  {
    text: 'HARAKIRI [core 3]  - POST /a - b since 7 since 1795425527',
    step: inFlight(undefined, ['POST', '/a - b since 7', 1_795_425_527]),
  },
  {
    text: 'HARAKIRI: --- uWSGI worker 1 core 0 (pid: 1417) WAS managing request /sleep?t=20 since Mon Nov 23 09:18:47 2026 ---',
    step: inFlight(1417, [undefined, '/sleep?t=20', undefined]),
  },
];

/** Lines that tell of no worker's life, or of no pid. */
const CHATTER: readonly string[] = [
  '*** no app loaded. going in full dynamic mode ***',
  "unable to load app 0 (mountpoint='') (callable not found or import error)",
  'HARAKIRI !!! worker 1 status !!!',
  'HARAKIRI !!! end of worker 1 status !!!',
  'HARAKIRI triggered by worker 1 core 0 !!!',
  'HARAKIRI: -- syscall> 0 0x5 0x7f1 0x1000',
  'HARAKIRI: graceful termination attempt on worker 1 with signal 10. Next harakiri: 1795425537',
  'HARAKIRI: Skipping harakiri on worker 1. Listen queue is smaller than the threshold (0 < 10)',
  '*** HARAKIRI ON MULE 1 HANDLING SIGNAL 3 (pid: 88) ***',
  'worker 1 buried after 1 seconds',
  'worker 1 lifetime reached, it was running for 16 second(s)',
  'worker respawning too fast !!! i have to sleep a bit (2 seconds)...',
  'spawned uWSGI http 1 (pid: 38)',
  '*** uWSGI is running in multiple interpreter mode ***',
  '*** uWSGI listen queue of socket "127.0.0.1:3031" (fd: 3) full !!! (101/100) ***',
  'SIGPIPE: writing to a closed pipe/socket/fd (probably the client disconnected) on request /sleep (ip 127.0.0.1) !!!',
];

/** uWSGI's messages and their steps. */
export const samples: readonly MessageSample[] = [
  ...MASTER,
  ...WORKERS,
  ...REQUESTS,
  ...CHATTER.map((text) => ({ text, step: undefined })),
];
