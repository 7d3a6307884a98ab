import { Errors } from '@oclif/core';
import { describe, expect, it } from 'vitest';
import { toFailure } from '../../src/cli/failure.ts';
import { UserError } from '../../src/lib/errors.ts';

const told = (error: unknown): string => toFailure(error, '1.2.3').text;

describe('toFailure', () => {
  it.each([
    ['misuse', new UserError('No.', { code: 'E_NO_CASE' }), 2],
    ['nothing read', new UserError('No.', { code: 'E_NOTHING_READ' }), 3],
    ['a command line that oclif refuses', new Errors.CLIError('Nonexistent flag: --foo'), 2],
    ['a closed pipe', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }), 0],
    ['a bug', new TypeError('x is not a function'), 70],
    ['a thrown string', 'odd', 70],
  ])('gives %s its number', (_title, error, exitCode) => {
    expect(toFailure(error, '1.2.3').exitCode).toBe(exitCode);
  });

  it('tells misuse with its code and what to try, and no stack', () => {
    const error = new UserError('There is no case at x.db.', {
      code: 'E_NO_CASE',
      suggestions: ['forensics ingest PATH', 'check --case'],
    });
    expect(told(error)).toBe(
      'There is no case at x.db.\nCode: E_NO_CASE\nTry this:\n  - forensics ingest PATH\n  - check --case\n',
    );
  });

  it('leaves out the list where there is nothing to try', () => {
    expect(told(new UserError('No.', { code: 'E_X' }))).toBe('No.\nCode: E_X\n');
  });

  it.each([
    ['Nonexistent flag: --foo\nSee more help with --help', 'Nonexistent flag: --foo. See --help.\n'],
    [
      'Missing 1 required arg:\npaths  files to read\nSee more help with --help',
      'Missing 1 required arg: paths files to read. See --help.\n',
    ],
    [
      'The following error occurred:\n  \u001b[2mno --since\u001b[22m\nSee more help with --help',
      'The following error occurred: no --since. See --help.\n',
    ],
  ])('makes one sentence of %j', (message, sentence) => {
    expect(told(new Errors.CLIError(message))).toBe(sentence);
  });

  it('tells a bug with stack, version and what to do', () => {
    const text = told(new TypeError('x is not a function'));
    expect(text).toMatch(/^forensics broke: TypeError: x is not a function\n +at /);
    expect(text).toContain('This is a bug in forensics 1.2.3: please report it');
  });

  it('lets nothing of a path reach the terminal that it would obey', () => {
    expect(told(new UserError('No such file: \u001b[2Jx', { code: 'E_X', suggestions: ['\u202eodd'] }))).not.toMatch(
      /[\u001b\u202e]/,
    );
  });
});
