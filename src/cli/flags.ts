import * as Flags from '@oclif/core/flags';
import type { Report } from '../model/report.ts';
import { EXIT } from './exit.ts';

export const caseFlag = Flags.string({
  summary: 'the case: one SQLite file that holds an investigation',
  default: 'forensics.db',
  env: 'FORENSICS_CASE',
  helpValue: 'FILE',
});

export const jsonFlag = Flags.boolean({ summary: 'print the findings as JSON, for programs' });

export const failOnFlag = Flags.string({
  summary: `exit with ${String(EXIT.findings)} if there is one`,
  options: ['incident'],
});

export const accessFormatFlag = Flags.string({
  summary: "the server's access log format, as its configuration has it; may be given several times",
  helpValue: 'FORMAT',
  multiple: true,
  multipleNonGreedy: true,
});

export const formatsFlag = Flags.string({
  summary: 'a folder with log formats of your own; may be given several times',
  helpValue: 'DIR',
  multiple: true,
  multipleNonGreedy: true,
});

export const tzFlag = Flags.string({
  summary: 'the zone of logs whose lines state none: run.log=+08:00, "nginx/*=Europe/Berlin"',
  helpValue: 'GLOB=ZONE',
  multiple: true,
  multipleNonGreedy: true,
});

export const skewFlag = Flags.string({
  summary: 'how far the clock of a log runs ahead, in milliseconds: "nginx/*=+4200"',
  helpValue: 'GLOB=MS',
  multiple: true,
  multipleNonGreedy: true,
});

export const sinceFlag = Flags.string({
  summary: 'only from then on: "yesterday 9am", "2 hours ago", an ISO time',
  helpValue: 'TIME',
});

export const untilFlag = Flags.string({ summary: 'only until then', helpValue: 'TIME' });

export const readSinceFlag = Flags.string({
  summary: 'read the logs only from then on: "2 hours ago", "12 mar 9:50" as the logs write it, an ISO time',
  helpValue: 'TIME',
});

export const readUntilFlag = Flags.string({ summary: 'read the logs only until then', helpValue: 'TIME' });

export const nowFlag = Flags.string({
  summary: 'the time from which "yesterday" and the like are counted; if not given, the last moment of the logs',
  helpValue: 'TIME',
});

/** What the shell is told about a report; `failOn` is the value of `--fail-on`. */
export const exitCodeOf = ({ incidents }: Report, failOn: string | undefined): number =>
  failOn === 'incident' && incidents.length > 0 ? EXIT.findings : EXIT.clean;
