/** The stretch in which the worker could not do anything else. */
export interface Blocked {
  /** null, as `at` everywhere: no line states a time. */
  readonly from: string | null;
  readonly to: string | null;
  readonly seconds: number;
  /** `gen_op.py:447 write_sn_file`: the innermost frame of the app itself; null where no traceback shows it. */
  readonly frame: string | null;
  /** What it called: `gzip.write`; null where nothing shows it. */
  readonly call: string | null;
  /** Id of the catalogue's kind: `file-io`, `subprocess`, `compression`, `sleep`, `database`, `dns`, `lock`, `cpu` …; null: unknown. */
  readonly kind: string | null;
}

/** What befell the machine while the worker was silent, so that the silence does not show a block. */
export interface Disturbed {
  /** `starvation`: the kernel found processors stuck; `silence`: all workers of the machine and all logs fell silent together, and nothing says why. */
  readonly kind: 'pause' | 'clock-step' | 'starvation' | 'silence';
  readonly from: string | null;
  readonly to: string | null;
  /** How far a clock was set forward (negative: back); null where that is not told, and for the others. */
  readonly seconds: number | null;
  /** It alone would have had the worker missed, whatever it was at. */
  readonly explains: boolean;
}

/** Whether a longer timeout would have saved the worker, and what it would have cost. */
export interface LongerTimeout {
  /** The block had lasted so long when the worker was ended. A lower bound: nothing shows when it would have ended. */
  readonly aboveSeconds: number;
  /** The most that a request for the same path took that did end; null: the culprit is not known, or none ended. */
  readonly longestEndedSeconds: number | null;
  /** Other requests of the worker, which would have had to wait for the block to end. */
  readonly waiting: number;
}
