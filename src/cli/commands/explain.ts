import * as Args from '@oclif/core/args';
import { withCitedSources } from '../../app/explain/cited-sources.ts';
import { explainInCase } from '../../app/explain/explain-in-case.ts';
import { explainMoment } from '../../app/explain/explain-moment.ts';
import { explainStatus } from '../../app/explain/explain-status.ts';
import { readReport } from '../../app/read-case.ts';
import type { Report } from '../../model/report.ts';
import { BaseCommand } from '../base-command.ts';
import { caseFlag, jsonFlag } from '../flags.ts';
import { rendered } from '../rendered.ts';
import { momentAsked, statusAsked } from '../status-asked.ts';

interface Asked {
  readonly what: string;
  readonly time: string | undefined;
}

const otherwise = (whole: Report, asked: Asked, casePath: string): Report | Promise<Report> => {
  const moment = momentAsked(asked, whole);
  return moment ? explainMoment(whole, moment) : explainInCase(casePath, whole, asked.what);
};

export class ExplainCommand extends BaseCommand {
  static override examples = [
    { description: 'An incident, with all its requests and evidence', command: '<%= config.bin %> explain ID' },
    { description: 'A worker, by its pid', command: '<%= config.bin %> explain 20431' },
    { description: 'What became of a request', command: '<%= config.bin %> explain 2021031256665' },
    { description: 'What went wrong at a time', command: '<%= config.bin %> explain 9:57' },
    { description: 'Why requests were answered so at that time', command: '<%= config.bin %> explain 502 9:57:42' },
  ];

  static override args = {
    what: Args.string({
      description: 'id of an incident, pid of a worker, id or path of a request, a time, or a status such as 502',
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
    const report = status ? explainStatus(whole, status) : await otherwise(whole, args, flags.case);
    this.show(rendered(withCitedSources(report), { format: flags.json ? 'json' : 'text', complete: true }));
  }
}
