/** How a call stops everything else in its thread. The word is the report's `blocked.kind`. */
export type BlockingKind =
  | 'file-io'
  | 'subprocess'
  | 'compression'
  | 'sleep'
  | 'database'
  | 'dns'
  | 'lock'
  | 'network'
  | 'grpc'
  | 'logging'
  | 'cpu'
  | 'debugger'
  | 'client-slow'
  | 'client-silent';

/** A source line that calls into C: such a call leaves no frame of its own, so this is told by the innermost line only. */
export interface LineRow {
  readonly kind: BlockingKind;
  /** What people would call it: `os.popen`, `time.sleep`. */
  readonly call: string;
  readonly code: RegExp;
}

/** A frame of Python's or a library's own code on the way to the call. */
export interface FrameRow {
  readonly kind: BlockingKind;
  readonly call: string;
  /** The frame's file, matched at its end. */
  readonly file: RegExp;
  readonly function?: RegExp;
  /** The source line as printed; matched against '' where Python could not read it. */
  readonly code?: RegExp;
  /** What lies below many libraries (`socket.py`): a frame further out that names one of them tells more. */
  readonly isGeneric?: true;
}
