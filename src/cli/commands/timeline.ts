import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { readTimeline } from '../../app/read-timeline.ts';
import { BaseCommand } from '../base-command.ts';
import { caseFlag } from '../flags.ts';
import { isWatched, paintFor, sizeOf } from '../screen.ts';
import { firstState, showTimeline, snapshot } from '../show-timeline.ts';
import { parseSize } from '../snapshot-size.ts';

export class TimelineCommand extends BaseCommand {
  static override description =
    'Keys: arrows or hjkl move, Enter goes in and Esc out, + - 0 zoom, n p step through incidents, / searches, g goes to a time, ? shows all. Where stdout is no terminal, one frame is printed.';

  static override examples = [
    { description: 'Look around', command: '<%= config.bin %> timeline' },
    { description: 'Begin in one incident', command: '<%= config.bin %> timeline --incident ID' },
    { description: 'One frame as text, for a ticket', command: '<%= config.bin %> timeline --snapshot 100x30' },
  ];

  static override args = {
    size: Args.string({ description: 'columns and lines of the frame that --snapshot prints, such as 100x30' }),
  };

  static override flags = {
    case: caseFlag,
    incident: Flags.string({ summary: 'begin in this incident', helpValue: 'ID' }),
    snapshot: Flags.boolean({ summary: 'print one frame as text' }),
    ascii: Flags.boolean({ summary: 'draw with ASCII alone; so it does where the locale is not UTF-8' }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(TimelineCommand);
    const { stdout } = process;
    const isStill = flags.snapshot || args.size !== undefined || !isWatched(stdout) || !process.stdin.isTTY;
    const size = args.size === undefined ? sizeOf(stdout) : parseSize(args.size);
    const state = firstState(readTimeline(flags.case), { size, incident: flags.incident });
    const paint = paintFor(stdout, { ascii: flags.ascii });
    if (isStill) this.show([snapshot(state, paint)]);
    else await showTimeline(state, { casePath: flags.case, paint });
  }
}
