import type { LifecycleStep } from '../../model/lifecycle.ts';
import type { MessageSample } from '../message-rules.ts';

const signalled = (signal: string): LifecycleStep => ({ what: 'master-signalled', signal });

const TELLING: readonly MessageSample[] = [
  {
    text: 'Started parent process [7]',
    step: { what: 'master-started', server: 'uvicorn', version: undefined },
  },
  { text: 'Started server process [12]', step: { what: 'worker-booting', worker: 12 } },
  { text: 'Finished server process [12]', step: { what: 'worker-exiting', worker: 12 } },
  { text: 'Child process [11] died', step: { what: 'worker-died', worker: 11 } },
  {
    text: 'Terminated child process [11]',
    step: { what: 'worker-recycling', worker: 11, why: 'its parent ended it' },
  },
  { text: 'Stopping parent process [7]', step: { what: 'master-stopped', reason: undefined } },
  { text: 'Started parent [7]', step: { what: 'master-started', server: 'uvicorn', version: undefined } },
  { text: 'Started worker [12]', step: { what: 'worker-booting', worker: 12 } },
  { text: 'Stopping worker [12]', step: { what: 'worker-exiting', worker: 12 } },
  { text: 'Stopping parent [7]', step: { what: 'master-stopped', reason: undefined } },
  { text: 'Received SIGTERM, exiting.', step: signalled('term') },
  { text: 'Received SIGINT, exiting.', step: signalled('term') },
  { text: 'Received SIGHUP, restarting processes.', step: signalled('hup') },
  { text: 'Received SIGTTIN, increasing the number of processes.', step: signalled('ttin') },
  { text: 'Received SIGTTOU, decreasing number of processes.', step: signalled('ttou') },
];

const CHATTER: readonly string[] = [
  'Uvicorn running on http://0.0.0.0:8080 (Press CTRL+C to quit)',
  'Waiting for child process [11]',
  'Waiting for application startup.',
  'Application startup complete.',
];

/** uvicorn's messages and their steps. */
export const samples: readonly MessageSample[] = [...TELLING, ...CHATTER.map((text) => ({ text, step: undefined }))];
