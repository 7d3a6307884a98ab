import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Config } from '@oclif/core/config';
import { UserError } from '../lib/errors.ts';
import { commandTable, loadCommand } from './command-table.ts';
import { EXIT } from './exit.ts';
import { nearest } from './nearest.ts';
import { rootHelp } from './root-help.ts';
import { screenOf } from './screen.ts';

interface Program {
  /** The package's folder. */
  readonly root: string;
  readonly version: string;
  readonly description: string;
}

const readProgram = (root: string): Program => {
  const pack: unknown = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  const { version = 'unknown', description = '' } = isPackage(pack) ? pack : {};
  return { root, version, description };
};

type Package = Partial<Pick<Program, 'version' | 'description'>>;

const isPackage = (value: unknown): value is Package => typeof value === 'object' && value !== null;

/** oclif's configuration, without its search for commands: that would import them all. */
const configOf = async ({ root, version }: Program): Promise<Config> => {
  const { Config: Loaded } = await import('@oclif/core/config');
  const pjson = { name: 'forensics', version, oclif: { bin: 'forensics', topicSeparator: ' ' as const } };
  return Loaded.load({ root, pjson, version });
};

const runCommand = async (name: string, argv: readonly string[], program: Program): Promise<void> => {
  const command = await loadCommand(name);
  if (!command) throw unknownCommand(name);
  await command.run([...argv], await configOf(program));
};

const unknownCommand = (name: string): UserError => {
  const meant = nearest(name, [...commandTable.keys()]);
  const suggestions = [...(meant === undefined ? [] : [`forensics ${meant}`]), 'forensics --help lists all commands'];
  return new UserError(`There is no command ${name}.`, { code: 'E_NO_SUCH_COMMAND', suggestions });
};

const showHelp = async (argv: readonly string[], program: Program): Promise<void> => {
  const command = await loadCommand(argv.find((word) => commandTable.has(word)) ?? '');
  if (command) {
    const { showCommandHelp } = await import('./command-help.ts');
    await showCommandHelp(command, await configOf(program));
  } else process.stdout.write(rootHelp({ ...program, width: screenOf(process.stdout).width }));
};

const HELP = new Set(['--help', '-h']);

const asksForHelp = (argv: readonly string[]): boolean => {
  const end = argv.indexOf('--');
  return (
    argv.length === 0 || argv[0] === 'help' || argv.slice(0, end < 0 ? argv.length : end).some((word) => HELP.has(word))
  );
};

const dispatch = async (argv: readonly string[], program: Program): Promise<void> => {
  const [name = '', ...rest] = argv;
  if (name === '--version') process.stdout.write(`forensics ${program.version}\n`);
  else if (asksForHelp(argv)) await showHelp(argv, program);
  else await runCommand(name, rest, program);
};

/**
 * A reader that has seen enough (`| head`) ends us quietly; a full disk does not. Ctrl-C is left to the system: logs are
 * read synchronously, so that a handler would only run when all is done, and a case survives being cut off anywhere.
 */
const watchOutput = (): void => {
  const end = (error: NodeJS.ErrnoException): never => {
    if (error.code === 'EPIPE') process.exit(EXIT.clean);
    process.stderr.write(`Cannot write the result: ${error.message}\n`);
    process.exit(EXIT.misuse);
  };
  process.stdout.on('error', end);
  process.stderr.on('error', () => process.exit(EXIT.misuse));
};

/** Runs one command line; `entry` is the URL of the file in `bin/`. Sets the exit code, so that all output is flushed. */
export const run = async (argv: readonly string[], entry: string): Promise<void> => {
  const root = fileURLToPath(new URL('..', entry));
  const program = readProgram(root);
  watchOutput();
  try {
    await dispatch(argv, program);
  } catch (error) {
    const { toFailure } = await import('./failure.ts');
    const { text, exitCode } = toFailure(error, program.version);
    process.stderr.write(text);
    process.exitCode = exitCode;
  }
};
