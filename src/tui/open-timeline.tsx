import { render } from 'ink';
import { frameStream } from './frame-stream.ts';
import type { Paint } from './paint.ts';
import type { State } from './state.ts';
import { TimelineView, type World } from './timeline-view.tsx';

interface Opening {
  readonly first: State;
  readonly paint: Paint;
  readonly world: World;
  /** Shows a frame, lines joined by newlines. */
  readonly draw: (frame: string) => void;
}

/** The timeline on the terminal, until it is left. */
export async function openTimeline({ first, paint, world, draw }: Opening): Promise<void> {
  const shown = render(<TimelineView first={first} paint={paint} world={world} />, {
    stdout: frameStream(process.stdout, draw),
    // every frame is written, and whole: what of it is new, `draw` tells
    debug: true,
    patchConsole: false,
  });
  await shown.waitUntilExit();
}
