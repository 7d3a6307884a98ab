import type { MessageRule, MessageSample } from './message-rules.ts';

/** What a process manager's own messages say about its workers. */
export interface Supervisor {
  /** The folder's name. */
  readonly id: string;
  readonly title: string;
  readonly docs: string;
  /** Ids of the formats that are its own logs: all of their messages are put to it. */
  readonly writes: readonly string[];
  /**
   * Beginnings of messages that nobody else writes. Where one stands, in whatever line of whatever log, the text from
   * there on is put to it too.
   */
  readonly openings: readonly string[];
  /** What holds when its configuration is silent (see `docs`). */
  readonly defaults: {
    readonly timeoutSeconds: number | undefined;
    readonly gracefulTimeoutSeconds: number | undefined;
  };
  /** Messages and the step each means; ordinary chatter means `undefined`. */
  readonly samples: readonly MessageSample[];
  /** The patterns of its messages; they exclude each other. */
  readonly rules: readonly MessageRule[];
}
