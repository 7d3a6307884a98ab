import type { Command } from '@oclif/core/command';

/** A flag as a shell completes it. */
export interface CompletedFlag {
  readonly name: string;
  /** Its one-letter name, without the dash. */
  readonly char: string | undefined;
  readonly summary: string;
  /** What its value stands for (`FILE`); `undefined`: it takes none. */
  readonly value: string | undefined;
  /** The only values that it takes; empty: any. */
  readonly options: readonly string[];
}

/** A command as a shell completes it. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly CompletedFlag[];
  /** What its first argument may be; empty: anything, mostly a file. */
  readonly words: readonly string[];
}

const HELP: CompletedFlag = { name: 'help', char: 'h', summary: 'show help', value: undefined, options: [] };

/** A command that is loaded, with its flags. */
export function completed(command: Command.Class): CompletedCommand {
  const [first] = Object.values(command.args);
  const { id, summary = '' } = command;
  return { name: id, summary, flags: [...flagsOf(command), HELP], words: first?.options ?? [] };
}

const flagsOf = ({ flags }: Command.Class): readonly CompletedFlag[] =>
  Object.entries(flags).map(([name, flag]) => ({
    ...{ name, char: flag.char, summary: flag.summary ?? '' },
    value: flag.type === 'option' ? (flag.helpValue?.toString() ?? 'VALUE') : undefined,
    options: (flag.type === 'option' && flag.options) || [],
  }));

/** Whether what stands for a value is a path, so that the shell knows best. */
export const isPath = ({ value }: CompletedFlag): boolean => value === 'FILE' || value === 'DIR';

/** The names of a flag as they are typed. */
export const typed = ({ name, char }: CompletedFlag): readonly string[] =>
  char === undefined ? [`--${name}`] : [`--${name}`, `-${char}`];
