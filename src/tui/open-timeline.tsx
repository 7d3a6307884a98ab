import { render } from 'ink';
import { silentOutput } from './silent-output.ts';
import { TimelineView, type View } from './timeline-view.tsx';

/** The timeline on the terminal, until it is left. */
export async function openTimeline(view: View): Promise<void> {
  const shown = render(<TimelineView {...view} />, { stdout: silentOutput(process.stdout), patchConsole: false });
  await shown.waitUntilExit();
}
