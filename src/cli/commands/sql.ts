import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { describeCase, queryCase } from '../../app/query-case.ts';
import { BaseCommand } from '../base-command.ts';
import { caseFlag } from '../flags.ts';
import { columnsOf } from '../screen.ts';
import { requireStatement } from '../statement.ts';
import { renderTable } from '../table-output.ts';
import { schemaTable } from '../../app/schema-table.ts';

export class SqlCommand extends BaseCommand {
  static override examples = [
    { description: 'Which tables and columns there are', command: '<%= config.bin %> sql --schema' },
    { description: 'A statement, as a table', command: '<%= config.bin %> sql "select * from incidents"' },
    { description: 'A statement from a file, as CSV', command: '<%= config.bin %> sql - --format csv < question.sql' },
  ];

  static override args = {
    statement: Args.string({ description: 'one SQL statement; - reads it from stdin', ignoreStdin: true }),
  };

  static override flags = {
    case: caseFlag,
    schema: Flags.boolean({ summary: 'tell the tables and their columns instead' }),
    format: Flags.option({
      summary: 'how to print the rows',
      options: ['table', 'json', 'csv'] as const,
      default: 'table',
    })(),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(SqlCommand);
    const table = flags.schema
      ? schemaTable(describeCase(flags.case))
      : queryCase(flags.case, requireStatement(args.statement));
    this.show(renderTable(table, flags.format, columnsOf(process.stdout)));
  }
}
