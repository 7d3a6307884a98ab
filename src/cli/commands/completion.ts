import * as Args from '@oclif/core/args';
import { BaseCommand } from '../base-command.ts';
import { bashCompletion } from '../completion/bash.ts';
import { type CompletedCommand, completedCommands } from '../completion/completed.ts';
import { fishCompletion } from '../completion/fish.ts';
import { zshCompletion } from '../completion/zsh.ts';

type Complete = (commands: readonly CompletedCommand[]) => string;

const SHELLS: ReadonlyMap<string, Complete> = new Map([
  ['bash', bashCompletion],
  ['zsh', zshCompletion],
  ['fish', fishCompletion],
]);

export class CompletionCommand extends BaseCommand {
  static override description =
    'It prints a script for the shell: commands, flags and their values are completed, and files where a file is meant. Nothing is written anywhere.';

  static override examples = [
    { description: 'In ~/.bashrc', command: 'eval "$(<%= config.bin %> completion bash)"' },
    { description: 'In ~/.zshrc, behind compinit', command: 'eval "$(<%= config.bin %> completion zsh)"' },
    { description: 'In ~/.config/fish/config.fish', command: '<%= config.bin %> completion fish | source' },
  ];

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
    if (complete) this.show([complete(await completedCommands())]);
  }
}
