import { readFileSync } from 'node:fs';
import { UserError } from '../lib/errors.ts';

const STDIN = 0;

/** The SQL of the command line, or of stdin for `-`. Throws a UserError where there is none. */
export const requireStatement = (given: string | undefined): string => {
  const statement = given === '-' ? readFileSync(STDIN, 'utf8') : given;
  if (statement !== undefined && statement.trim() !== '') return statement;
  throw new UserError('No SQL statement was given.', {
    code: 'E_NO_STATEMENT',
    suggestions: ['forensics sql --schema tells what can be asked', 'forensics sql "select * from incidents"'],
  });
};
