import { incidentTable } from '../../app/incident-table.ts';
import { readReport } from '../../app/read-case.ts';
import { select } from '../../app/explain/select.ts';
import { BaseCommand } from '../base-command.ts';
import { caseFlag, jsonFlag, nowFlag, sinceFlag, untilFlag } from '../flags.ts';
import { columnsOf } from '../screen.ts';
import { renderTable } from '../table-output.ts';
import { timesAsked } from '../times-asked.ts';

export class IncidentsCommand extends BaseCommand {
  static override examples = [
    { description: 'All of them', command: '<%= config.bin %> incidents' },
    {
      description: 'Those of last night',
      command: '<%= config.bin %> incidents --since "yesterday 10pm" --until "today 6am"',
    },
    { description: 'Their ids, for a script', command: "<%= config.bin %> incidents --json | jq -r '.[].id'" },
  ];

  static override flags = { case: caseFlag, since: sinceFlag, until: untilFlag, now: nowFlag, json: jsonFlag };

  override async run(): Promise<void> {
    const { flags } = await this.parse(IncidentsCommand);
    const whole = readReport(flags.case);
    const report = select(whole, { incident: undefined, ...timesAsked(flags, whole) });
    if (report.incidents.length === 0) this.note(report.summary.headline);
    this.show(renderTable(incidentTable(report), flags.json ? 'json' : 'table', columnsOf(process.stdout)));
  }
}
