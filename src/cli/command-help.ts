import type { Command } from '@oclif/core/command';
import type { Config } from '@oclif/core/config';
import { Help } from '@oclif/core/help';

/** Things that do not know their own names, as oclif's help wants them. */
const named = <T extends object>(things: Readonly<Record<string, T>>): Record<string, T & { name: string }> =>
  Object.fromEntries(Object.entries(things).map(([name, thing]) => [name, { ...thing, name }]));

/** Prints the help of one command; oclif would load all of them to find it. */
export async function showCommandHelp(command: Command.Class, config: Config): Promise<void> {
  const { id, summary, description, examples, aliases, hiddenAliases, strict } = command;
  await new Help(config).showCommandHelp({
    ...{ id, summary, description, examples, aliases, hiddenAliases, strict },
    hidden: false,
    args: named(command.args),
    flags: named(command.flags),
    load: async () => Promise.resolve(command),
  });
}
