import * as Args from '@oclif/core/args';
import { ingest } from '../../app/ingest/ingest.ts';
import { BaseCommand } from '../base-command.ts';
import { declaredFormats, layoutsOf } from '../declared.ts';
import {
  accessFormatFlag,
  caseFlag,
  exitCodeOf,
  failOnFlag,
  formatsFlag,
  jsonFlag,
  readSinceFlag,
  readUntilFlag,
  skewFlag,
  tzFlag,
} from '../flags.ts';
import { openProgress } from '../progress.ts';
import { rendered } from '../rendered.ts';
import { statedClocks } from '../stated-clocks.ts';
import { tally } from '../tally.ts';
import { windowAsked } from '../window-asked.ts';

export class IngestCommand extends BaseCommand {
  static override description =
    'Reads files, folders, rotated and compressed sets, or - for stdin. What was read before is known again by its content: only what is new is read.';

  static override examples = [
    { description: 'A folder of logs, into forensics.db', command: '<%= config.bin %> ingest /var/log/myapp' },
    {
      description: 'Server, application and proxy, into a case of their own',
      command: '<%= config.bin %> ingest --case friday.db gunicorn.err run.log nginx/',
    },
    {
      description: 'An access log with a format of your own',
      command: `<%= config.bin %> ingest access.log --access-format '%(h)s %(t)s "%(r)s" %(s)s %(D)s'`,
    },
    {
      description: 'An application log in local time, behind a proxy whose clock runs 4.2 s ahead',
      command: '<%= config.bin %> ingest ./logs --tz run.log=Asia/Shanghai --skew "nginx/*=+4200"',
    },
    {
      description: 'Of long logs, only what is around last night',
      command: '<%= config.bin %> ingest /var/log/myapp --since "yesterday 11pm" --until "today 1am"',
    },
    {
      description: 'From a container, and fail a script on an incident',
      command: 'kubectl logs web-0 | <%= config.bin %> ingest - --fail-on incident',
    },
  ];

  static override args = {
    paths: Args.string({
      description: 'files and folders to read; - is stdin',
      required: true,
      multiple: true,
      ignoreStdin: true,
    }),
  };

  static override flags = {
    case: caseFlag,
    'access-format': accessFormatFlag,
    formats: formatsFlag,
    tz: tzFlag,
    skew: skewFlag,
    since: readSinceFlag,
    until: readUntilFlag,
    json: jsonFlag,
    'fail-on': failOnFlag,
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(IngestCommand);
    const now = new Date();
    const progress = await openProgress();
    const ingested = await ingest({
      paths: args.paths,
      casePath: flags.case,
      accessFormats: flags['access-format'] ?? [],
      declared: layoutsOf(await declaredFormats(args.paths, flags.formats ?? [])),
      clocks: statedClocks(flags.tz ?? [], flags.skew ?? []),
      toolVersion: this.config.version,
      now,
      window: await windowAsked(flags, now),
      onProgress: progress.step,
    }).finally(progress.stop);
    this.note(tally(ingested));
    this.show(rendered(ingested.report, { format: flags.json ? 'json' : 'digest' }));
    process.exitCode = exitCodeOf(ingested.report, flags['fail-on']);
  }
}
