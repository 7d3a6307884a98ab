import { logTime } from '../app/explain/log-time.ts';
import { select } from '../app/explain/select.ts';
import { UserError } from '../lib/errors.ts';
import type { Report } from '../model/report.ts';
import type { Timeline } from '../model/timeline.ts';
import { frameOf } from '../tui/frame.ts';
import { openIncident } from '../tui/move-overview.ts';
import { nightOf } from '../tui/night.ts';
import { painted, type Paint } from '../tui/paint.ts';
import { opened, type Size, type State } from '../tui/state.ts';
import { takeTerminal } from './terminal.ts';

interface Opening {
  readonly size: Size;
  /** Id of the incident to begin with; the overview where there is none. */
  readonly incident: string | undefined;
}

/** How the timeline opens. Throws UserError E_NO_TIME, or E_NO_SUCH_INCIDENT. */
export function firstState(timeline: Timeline, { size, incident }: Opening): State {
  const night = nightOf(timeline);
  if (!night) throw noTime();
  const { report } = timeline;
  const state = opened(night, { size, sourceMinutes: logTime(report).zoneMinutes });
  return incident === undefined ? state : openIncident(state, indexOf(report, incident));
}

function indexOf(report: Report, id: string): number {
  const [asked] = select(report, { incident: id, since: undefined, until: undefined }).incidents;
  return report.incidents.findIndex((incident) => incident.id === asked?.id);
}

const noTime = (): UserError =>
  new UserError('No log in this case states a time: there is no timeline to show.', {
    code: 'E_NO_TIME',
    suggestions: ['Read what there is with: forensics report'],
  });

/** One frame, as text. */
export const snapshot = (state: State, paint: Paint): string => `${painted(frameOf(state, paint), paint).join('\n')}\n`;

interface Showing {
  /** Where remarks are kept. */
  readonly casePath: string;
  readonly paint: Paint;
}

/** The timeline on the terminal, until it is left. What answers keys is loaded only here: ink takes longer than all the rest. */
export async function showTimeline(first: State, { casePath, paint }: Showing): Promise<void> {
  const terminal = takeTerminal();
  try {
    terminal.draw(painted(frameOf(first, paint), paint).join('\n'));
    // React's checks for developers cost every key
    process.env['NODE_ENV'] ??= 'production';
    const { openTimeline } = await import('../tui/open-timeline.tsx');
    const { worldOf } = await import('./timeline-world.ts');
    const world = worldOf({ casePath, report: first.night.report, terminal });
    await openTimeline({ first, paint, world, draw: terminal.draw });
  } finally {
    terminal.leave();
  }
}
