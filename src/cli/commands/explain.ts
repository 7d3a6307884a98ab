import * as Args from '@oclif/core/args';
import { explainInCase } from '../../app/explain-in-case.ts';
import { explainStatus } from '../../app/explain-status.ts';
import { readReport } from '../../app/read-case.ts';
import { BaseCommand } from '../base-command.ts';
import { caseFlag, jsonFlag } from '../flags.ts';
import { rendered } from '../rendered.ts';
import { statusAsked } from '../status-asked.ts';

export class ExplainCommand extends BaseCommand {
  static override examples = [
    { description: 'An incident, with all its requests and evidence', command: '<%= config.bin %> explain ID' },
    { description: 'A worker, by its pid', command: '<%= config.bin %> explain 20431' },
    { description: 'What became of a request', command: '<%= config.bin %> explain 2021031256665' },
    { description: 'Why requests were answered so at that time', command: '<%= config.bin %> explain 502 9:57:42' },
  ];

  static override args = {
    what: Args.string({
      description: 'id of an incident, pid of a worker, id of a request, or a status such as 502',
      required: true,
      ignoreStdin: true,
    }),
    time: Args.string({
      description: 'for a status: the time near which it was answered, such as 9:57:42',
      ignoreStdin: true,
    }),
  };

  static override flags = { case: caseFlag, json: jsonFlag };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(ExplainCommand);
    const whole = readReport(flags.case);
    const status = statusAsked(args, whole);
    const report = status ? explainStatus(whole, status) : await explainInCase(flags.case, whole, args.what);
    this.show(rendered(report, { format: flags.json ? 'json' : 'text', complete: true }));
  }
}
