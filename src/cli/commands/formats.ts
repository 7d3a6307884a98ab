import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { formatTable } from '../../app/formats/format-table.ts';
import { importFormat } from '../../app/formats/import-format.ts';
import { testFormats } from '../../app/formats/test-formats.ts';
import { UserError } from '../../lib/errors.ts';
import type { Table } from '../../model/table.ts';
import { BaseCommand } from '../base-command.ts';
import { declaredFormats, layoutsOf } from '../declared.ts';
import { formatsFlag } from '../flags.ts';
import { columnsOf } from '../screen.ts';
import { renderTable } from '../table-output.ts';

export class FormatsCommand extends BaseCommand {
  static override description =
    'A format of your own is a YAML or JSON file with a template or a pattern, samples, and the phrases that start and end a request; it is looked for in .forensics/formats beside the logs and here, in ~/.config/forensics/formats, and in --formats. lnav format files are read as they are.';

  static override examples = [
    { description: 'What can be read', command: '<%= config.bin %> formats' },
    {
      description: 'Who reads each line of a log, and why the others do not',
      command: '<%= config.bin %> formats test run.log',
    },
    {
      description: "Check a format file, lnav's too, and keep it here",
      command: '<%= config.bin %> formats import billing.yaml',
    },
  ];

  static override args = {
    what: Args.string({
      description: 'list, test FILE or import FILE',
      options: ['list', 'test', 'import'],
      default: 'list',
    }),
    file: Args.string({ description: 'the log to test, or the format file to import' }),
  };

  static override flags = {
    formats: formatsFlag,
    format: Flags.option({
      summary: 'how to print the rows',
      options: ['table', 'json', 'csv'] as const,
      default: 'table',
    })(),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(FormatsCommand);
    const print = (table: Table): void => {
      this.show(renderTable(table, flags.format, columnsOf(process.stdout)));
    };
    if (args.what === 'list') {
      print(formatTable(await declaredFormats([], flags.formats ?? [])));
      return;
    }
    const file = args.file ?? missing(args.what);
    if (args.what === 'import') {
      this.note(`${importFormat(file)} is kept: ingest uses it from now on.`);
      return;
    }
    const tested = await testFormats(file, layoutsOf(await declaredFormats([], flags.formats ?? [])));
    print(tested.lines);
    if (flags.format !== 'table') return;
    this.show(['\n']);
    print(tested.formats);
  }
}

function missing(what: string): never {
  throw new UserError(`formats ${what} needs a file`, {
    code: 'E_MISSING_FILE',
    suggestions: [`forensics formats ${what} ${what === 'test' ? 'run.log' : 'billing.yaml'}`],
  });
}
