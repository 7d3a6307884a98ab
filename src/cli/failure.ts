import { stripVTControlCharacters } from 'node:util';
import { CLIError } from '@oclif/core/errors';
import { UserError } from '../lib/errors.ts';
import { printable } from '../lib/printable.ts';
import { EXIT } from './exit.ts';

/** What the operator is told on stderr, and the shell by number. */
interface Failure {
  readonly text: string;
  readonly exitCode: number;
}

const NOTHING_READ = 'E_NOTHING_READ';

const advised = ({ message, code, suggestions }: UserError): string => {
  const tries = suggestions.map((suggestion) => `  - ${printable(suggestion)}\n`).join('');
  return `${printable(message)}\nCode: ${code}\n${tries && `Try this:\n${tries}`}`;
};

/** oclif's own message, of several lines and perhaps coloured, as one sentence. */
const misused = ({ message }: Error): string => {
  const lines = stripVTControlCharacters(message).replace('See more help with --help', '').split('\n');
  const sentence = lines
    .map((line) => printable(line).trim().replace(/\s+/g, ' '))
    .filter(Boolean)
    .join(' ');
  return `${sentence.replace(/\.$/, '')}. See --help.\n`;
};

const isClosedPipe = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EPIPE';

const reported = (error: unknown, version: string): string => {
  const [first, ...stack] = (error instanceof Error ? (error.stack ?? error.message) : String(error))
    .split('\n')
    .map(printable);
  return `forensics broke: ${first ?? ''}\n${stack.map((line) => `${line}\n`).join('')}This is a bug in forensics ${version}: please report it with these lines and the command you ran.\n`;
};

/** How any thrown thing is told: misuse with advice, a bug of ours with its stack, a closed pipe not at all. */
export const toFailure = (error: unknown, version: string): Failure => {
  if (isClosedPipe(error)) return { text: '', exitCode: EXIT.clean };
  if (error instanceof UserError) {
    return { text: advised(error), exitCode: error.code === NOTHING_READ ? EXIT.nothingRead : EXIT.misuse };
  }
  if (error instanceof CLIError) return { text: misused(error), exitCode: EXIT.misuse };
  return { text: reported(error, version), exitCode: EXIT.bug };
};
