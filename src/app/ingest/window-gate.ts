import type { AskedWindow } from '../../model/asked-window.ts';
import type { BlockRow } from '../../model/findings.ts';
import { isReadOnOwnClock, isWithin } from '../../scan/window-bounds.ts';
import type { Warn } from '../../sources/source.ts';

interface Gate {
  /** Whether a block is asked for. */
  readonly lets: (row: BlockRow) => boolean;
  /** To be called after the last block. */
  readonly close: () => void;
}

/** Lets through the blocks of a source that a window asks for, and warns where it cannot be taken at its word. */
export function windowGate(path: string, window: AskedWindow | undefined, warn: Warn): Gate {
  if (!window) return { lets: () => true, close: () => undefined };
  let [isHeld, isOnOwnClock] = [false, false];
  const tell = (cause: string): void => {
    warn({ path, line: undefined, cause });
  };
  return {
    lets(row) {
      const isAsked = isWithin(row, window);
      isHeld ||= isAsked;
      isOnOwnClock ||= isAsked && isReadOnOwnClock(row, window);
      return isAsked;
    },
    close() {
      if (!isHeld) tell('holds nothing of the time that --since and --until ask for');
      if (isOnOwnClock) tell("states no zone: for --since and --until its times were taken for this machine's");
    },
  };
}
