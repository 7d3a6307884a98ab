import { changedRows } from '../tui/changed-rows.ts';

/** Terminals that know synchronized updates (mode 2026) show what lies between at once; others ignore it. */
const [TOGETHER, SHOW] = ['\u001b[?2026h', '\u001b[?2026l'];

/** What a terminal shows, so that of each frame only the rows that differ are written. */
export interface Canvas {
  /** Shows lines that are joined by newlines. */
  readonly draw: (frame: string) => void;
  /** Whatever stood there is gone: the next frame is written whole. */
  readonly forget: () => void;
}

export function canvasOn(stdout: NodeJS.WriteStream): Canvas {
  let shown: readonly string[] = [];
  return {
    draw: (frame) => {
      const next = frame.split('\n').slice(0, stdout.rows);
      const changes = changedRows(shown, next);
      shown = next;
      if (changes !== '') stdout.write(TOGETHER + changes + SHOW);
    },
    forget: () => {
      shown = [];
    },
  };
}
