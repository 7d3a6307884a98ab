import { workerName } from '../lib/worker-name.ts';

/** A person's own words about a worker or a request at a moment: kept in the case, shown in reports. */
export interface Remark {
  /** ISO-8601 with offset. */
  readonly at: string;
  /** As `onWorker` or `onRequest` name it. */
  readonly about: string;
  readonly text: string;
}

/** What a remark on a worker is about. */
export const onWorker: (worker: { readonly pid: number | null; readonly name: string | null }) => string = workerName;

/** What a remark on a request is about. */
export const onRequest = ({ id, label }: { readonly id: string | null; readonly label: string }): string =>
  `request ${id ?? label}`;
