import { execFileSync, spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

export const isTmuxInstalled = (): boolean => spawnSync('tmux', ['-V']).status === 0;

interface Opening {
  /** A socket of its own, so that nobody's sessions are touched. */
  readonly socket: string;
  readonly columns: number;
  readonly rows: number;
  /** What the session's shell begins with; it stays open after. */
  readonly shell: string;
}

/** A real terminal, and a person at its keys. */
export interface Pane {
  /** Names of keys as tmux has them (`Enter`, `Escape`, `C-c`), or letters. */
  press(...keys: readonly string[]): void;
  type(text: string): void;
  resize(columns: number, rows: number): void;
  /** The pane as text. */
  text(): string;
  /** Waits until the pane shows it; throws with what it shows if it never does. */
  shows(what: RegExp): Promise<string>;
  /** A format of tmux, such as `#{alternate_on}`. */
  state(format: string): string;
  close(): void;
}

const POLL_MS = 40;
const PATIENCE_MS = 15_000;

export function openPane({ socket, columns, rows, shell }: Opening): Pane {
  const tmux = (...args: readonly string[]): string =>
    execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...args], { encoding: 'utf8' });
  tmux('new-session', '-d', '-x', String(columns), '-y', String(rows), shell);
  tmux('set-option', '-g', 'escape-time', '0');
  const text = (): string => tmux('capture-pane', '-p');
  return {
    press: (...keys) => void tmux('send-keys', ...keys),
    type: (words) => void tmux('send-keys', '-l', words),
    resize: (width, height) => void tmux('resize-window', '-x', String(width), '-y', String(height)),
    text,
    shows: async (what) => {
      const deadline = Date.now() + PATIENCE_MS;
      for (let seen = text(); ; seen = text()) {
        if (what.test(seen)) return seen;
        if (Date.now() > deadline) throw new Error(`never showed ${String(what)}, but:\n${seen}`);
        await pause(POLL_MS);
      }
    },
    state: (format) => tmux('display-message', '-p', format).trim(),
    close: () => void spawnSync('tmux', ['-S', socket, 'kill-server']),
  };
}
