import type { NoteEvent } from '../model/event.ts';
import type { LifecycleStep } from '../model/lifecycle.ts';

/** What a process manager's own messages say about its workers. */
export interface Supervisor {
  /** The folder's name. */
  readonly id: string;
  readonly title: string;
  readonly docs: string;
  /** Ids of the formats its messages arrive in. */
  readonly writes: readonly string[];
  /** What holds when its configuration is silent (see `docs`). */
  readonly defaults: {
    readonly timeoutSeconds: number | undefined;
    readonly gracefulTimeoutSeconds: number | undefined;
  };
  /** Messages and the step each means; ordinary chatter means `undefined`. */
  readonly samples: readonly { readonly text: string; readonly step: LifecycleStep | undefined }[];
  interpret(note: Pick<NoteEvent, 'message' | 'pid'>): LifecycleStep | undefined;
}
