import { type Canvas, canvasOn } from './canvas.ts';

/** Alternate screen, cursor off, clear; mouse presses and the wheel are reported (xterm's modes 1000 and 1006). */
const ENTER = '\u001b[?1049h\u001b[?25l\u001b[2J\u001b[H\u001b[?1000h\u001b[?1006h';
const LEAVE = '\u001b[?1006l\u001b[?1000l\u001b[?25h\u001b[?1049l';

const CLEAR = '\u001b[2J';

const ENDING: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGINT'];

/** The whole terminal, to be given back in the state in which it was. */
export interface Terminal {
  /** Shows a frame while the terminal is ours. */
  readonly draw: Canvas['draw'];
  /** Gives the terminal to somebody else until `use` is done. */
  lend(use: () => void): void;
  /** What a shell does at Ctrl-Z; `resumed` is called when it is back. */
  suspend(resumed: () => void): void;
  leave(): void;
}

/** Takes the terminal over. It is given back when the process ends too, however it ends. */
export function takeTerminal(): Terminal {
  let isTaken = false;
  const canvas = canvasOn(process.stdout);
  const enter = (): void => {
    isTaken = true;
    canvas.forget();
    process.stdout.write(ENTER);
    if (process.stdin.isTTY) process.stdin.setRawMode(true);
  };
  const leave = (): void => {
    if (!isTaken) return;
    isTaken = false;
    if (process.stdin.isTTY) process.stdin.setRawMode(false);
    process.stdout.write(LEAVE);
  };
  const resized = (): void => {
    canvas.forget();
    if (isTaken) process.stdout.write(CLEAR);
  };
  const stopWatching = atEnd(leave);
  process.stdout.on('resize', resized);
  enter();
  return {
    draw: (frame) => {
      if (isTaken) canvas.draw(frame);
    },
    lend: (use) => {
      leave();
      try {
        use();
      } finally {
        enter();
      }
    },
    suspend: (resumed) => {
      leave();
      process.once('SIGCONT', () => {
        enter();
        resumed();
      });
      process.kill(process.pid, 'SIGTSTP');
    },
    leave: () => {
      leave();
      stopWatching();
      process.stdout.removeListener('resize', resized);
    },
  };
}

/** However the process ends, `leave` is called before; until what is given back is called. */
function atEnd(leave: () => void): () => void {
  const forget = (): void => {
    process.removeListener('exit', leave);
    for (const signal of ENDING) process.removeListener(signal, end);
  };
  const end = (signal: NodeJS.Signals): void => {
    leave();
    forget();
    process.kill(process.pid, signal);
  };
  process.on('exit', leave);
  for (const signal of ENDING) process.on(signal, end);
  return forget;
}
