import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../lib/errors.ts';
import type { Report } from '../model/report.ts';

interface Output {
  readonly pieces: Iterable<string>;
  readonly casePath: string;
  readonly report: Report;
}

/** Writes a report to a file; refuses to write over the evidence itself. Throws a UserError where it cannot. */
export const writeReport = (path: string, { pieces, casePath, report }: Output): void => {
  const evidence = [casePath, ...report.sources.map((source) => source.path)].map((each) => resolve(each));
  if (evidence.includes(resolve(path))) {
    throw new UserError(`${path} is evidence of this case and is not overwritten.`, {
      code: 'E_IS_EVIDENCE',
      suggestions: ['Choose another file for -o'],
    });
  }
  try {
    writeFileSync(path, [...pieces].join(''));
  } catch (cause) {
    throw new UserError(`Cannot write ${path}.`, {
      code: 'E_UNWRITABLE',
      cause,
      suggestions: ['Check that the folder exists and that you may write there'],
    });
  }
};
