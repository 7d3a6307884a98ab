import * as Flags from '@oclif/core/flags';
import { renderers } from '../../app/renderers.ts';
import { readReport } from '../../app/read-case.ts';
import { select } from '../../app/explain/select.ts';
import { BaseCommand } from '../base-command.ts';
import { caseFlag, exitCodeOf, failOnFlag, jsonFlag } from '../flags.ts';
import { FILE_PAGE, rendered } from '../rendered.ts';
import { writeReport } from '../report-file.ts';

export class ReportCommand extends BaseCommand {
  static override description = `Formats:\n${renderers.map(({ id, title }) => `  ${id}: ${title}`).join('\n')}`;

  static override examples = [
    { description: 'Read it in the terminal', command: '<%= config.bin %> report | less -R' },
    { description: 'For a program', command: '<%= config.bin %> report --format json -o report.json' },
    { description: 'One incident alone', command: '<%= config.bin %> report --case friday.db --incident ID' },
  ];

  static override flags = {
    case: caseFlag,
    format: Flags.string({ summary: 'how to print it', options: renderers.map(({ id }) => id), default: 'text' }),
    json: jsonFlag,
    output: Flags.string({ char: 'o', summary: 'write to a file instead of stdout', helpValue: 'FILE' }),
    incident: Flags.string({ summary: 'only this incident', helpValue: 'ID' }),
    'fail-on': failOnFlag,
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(ReportCommand);
    const report = select(readReport(flags.case), { incident: flags.incident, since: undefined, until: undefined });
    const format = flags.json ? 'json' : flags.format;
    if (flags.output === undefined) this.show(rendered(report, { format }));
    else
      writeReport(flags.output, {
        pieces: rendered(report, { format, page: FILE_PAGE }),
        casePath: flags.case,
        report,
      });
    process.exitCode = exitCodeOf(report, flags['fail-on']);
  }
}
