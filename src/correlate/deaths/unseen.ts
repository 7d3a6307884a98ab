import type { Worker } from '../../model/worker.ts';

/** Of a worker of which nothing is heard but its end. */
export const UNSEEN = {
  ...{ bootedAt: undefined, firstSeenAt: undefined, lastSeenAt: undefined },
  ...{ signsOfLife: [], pauses: [], served: { begun: 0, ended: 0 } },
} satisfies Partial<Worker>;
