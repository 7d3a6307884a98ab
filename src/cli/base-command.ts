import { Command } from '@oclif/core/command';

/** What all commands have in common: results go to stdout, notes to stderr, and `run.ts` tells what went wrong. */
export abstract class BaseCommand extends Command {
  protected show(pieces: Iterable<string>): void {
    for (const piece of pieces) process.stdout.write(piece);
  }

  protected note(text: string): void {
    process.stderr.write(`${text}\n`);
  }

  /** oclif would print and set a number of its own; both are run.ts's to do. */
  protected override catch(error: Error): Promise<never> {
    return Promise.reject(error);
  }
}
