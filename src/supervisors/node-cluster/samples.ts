import type { MessageSample } from '../message-rules.ts';

const KILLED = { what: 'worker-killed', worker: 27510, signal: 9 } as const;
const EXITED = { what: 'worker-exited', worker: 27510, code: 1 } as const;

const TELLING: readonly MessageSample[] = [
  { text: 'worker 27510 died (SIGKILL). restarting...', step: KILLED },
  { text: 'worker 27510 died (1). restarting...', step: EXITED },
  { text: 'worker 27510 died (0). restarting...', step: { what: 'worker-exiting', worker: 27510 } },
  { text: 'Worker 27510 died with code: null, and signal: SIGKILL', step: KILLED },
  { text: "worker 27510 died with code '1' and signal 'null'. Forking a new one...", step: EXITED },
  { text: 'worker 27510 died (code: null, signal: SIGKILL, suicide: false, state: dead)', step: KILLED },
  {
    text: 'worker:27510 died unexpected (code: 1, signal: null, suicide: undefined, state: dead)',
    step: EXITED,
  },
  { text: 'Worker 27544 started', step: { what: 'worker-booting', worker: 27544 } },
  { text: 'Worker 27544 is online', step: { what: 'worker-booting', worker: 27544 } },
];

/** A place's number is no pid, and of a worker that died of nothing told there may be nothing to say. */
const CHATTER: readonly string[] = ['worker 27510 died', 'Worker 2 started', 'worker 3 died of boredom'];

/** What masters write of their workers, and its meaning. */
export const samples: readonly MessageSample[] = [...TELLING, ...CHATTER.map((text) => ({ text, step: undefined }))];
