import { render } from 'ink';
import type { Paint } from './paint.ts';
import type { State } from './state.ts';
import { TimelineView, type World } from './timeline-view.tsx';

interface Opening {
  readonly first: State;
  readonly paint: Paint;
  readonly world: World;
}

/** The timeline on the terminal, until it is left. `redrawn` of what it hands over makes the next frame be written whole. */
export async function openTimeline(
  { first, paint, world }: Opening,
  onOpen: (shown: { readonly redraw: () => void }) => void,
): Promise<void> {
  const shown = render(<TimelineView first={first} paint={paint} world={world} />, {
    incrementalRendering: true,
    patchConsole: false,
  });
  onOpen({ redraw: shown.clear });
  await shown.waitUntilExit();
}
