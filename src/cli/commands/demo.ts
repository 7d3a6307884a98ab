import { join } from 'node:path';
import { ingest } from '../../app/ingest/ingest.ts';
import { BaseCommand } from '../base-command.ts';
import { jsonFlag } from '../flags.ts';
import { rendered } from '../rendered.ts';
import { withTemporaryFolder } from '../temporary-folder.ts';

/** Shipped in the package: the story that the product was born from. */
const STORY = join('fixtures', 'cases', 'seed-story', 'input');

export class DemoCommand extends BaseCommand {
  static override examples = [{ description: 'Something to see in ten seconds', command: '<%= config.bin %> demo' }];

  static override flags = { json: jsonFlag };

  override async run(): Promise<void> {
    const { flags } = await this.parse(DemoCommand);
    const path = join(this.config.root, STORY);
    const { report } = await withTemporaryFolder((folder) =>
      ingest({
        paths: [path],
        casePath: join(folder, 'demo.db'),
        accessFormats: [],
        toolVersion: this.config.version,
        now: new Date(),
      }),
    );
    this.show(rendered(report, { format: flags.json ? 'json' : 'text' }));
    this.note(`\nThese logs are in ${path}. For your own: forensics ingest PATH`);
  }
}
