import { Args } from '@oclif/core';
import { explain } from '../../app/explain.ts';
import { readReport } from '../../app/read-case.ts';
import { BaseCommand } from '../base-command.ts';
import { caseFlag, jsonFlag } from '../flags.ts';

export class ExplainCommand extends BaseCommand {
  static override summary = 'Tell one story in full: an incident, a worker or a request.';

  static override examples = [
    { description: 'An incident, with all its requests and evidence', command: '<%= config.bin %> explain ID' },
    { description: 'A worker, by its pid', command: '<%= config.bin %> explain 20431' },
    { description: 'What became of a request', command: '<%= config.bin %> explain 2021031256665' },
  ];

  static override args = {
    what: Args.string({
      description: 'id of an incident, pid of a worker, or id of a request',
      required: true,
      ignoreStdin: true,
    }),
  };

  static override flags = { case: caseFlag, json: jsonFlag };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(ExplainCommand);
    const report = explain(readReport(flags.case), args.what);
    this.show(this.rendered(report, { format: flags.json ? 'json' : 'text', complete: true }));
  }
}
