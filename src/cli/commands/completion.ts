import * as Args from '@oclif/core/args';
import type { Command } from '@oclif/core/command';
import { BaseCommand } from '../base-command.ts';
import { bashCompletion } from '../completion/bash.ts';
import { completed, type CompletedCommand } from '../completion/completed.ts';
import { fishCompletion } from '../completion/fish.ts';
import { zshCompletion } from '../completion/zsh.ts';

type Complete = (commands: readonly CompletedCommand[]) => string;

const SHELLS: ReadonlyMap<string, Complete> = new Map([
  ['bash', bashCompletion],
  ['zsh', zshCompletion],
  ['fish', fishCompletion],
]);

const DESCRIPTION =
  'It prints a script for the shell: commands, flags and their values are completed, and files where a file is meant. Nothing is written anywhere.';

const EXAMPLES = [
  { description: 'In ~/.bashrc', command: 'eval "$(<%= config.bin %> completion bash)"' },
  { description: 'In ~/.zshrc, behind compinit', command: 'eval "$(<%= config.bin %> completion zsh)"' },
  { description: 'In ~/.config/fish/config.fish', command: '<%= config.bin %> completion fish | source' },
];

/** The command, which asks for all of them, itself among them, only when it runs. */
export const completionOf = (loadAll: () => Promise<readonly Command.Class[]>): Command.Class =>
  class CompletionCommand extends BaseCommand {
    static override description = DESCRIPTION;
    static override examples = EXAMPLES;
    static override flags = {};
    static override args = {
      shell: Args.string({
        description: 'the shell that is to complete',
        options: [...SHELLS.keys()],
        required: true,
      }),
    };

    override async run(): Promise<void> {
      const { args } = await this.parse(CompletionCommand);
      const complete = SHELLS.get(args.shell);
      if (complete) this.show([complete((await loadAll()).map(completed))]);
    }
  };
