import { lengthOfTime } from '../../lib/length-of-time.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { CaseFacts } from '../../model/facts.ts';
import type { ReportWarning } from '../../model/report.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import { lossesFor } from './date-by-losses.ts';
import { dialsFor, untimedIn } from './date-by-signs.ts';
import { isTurnOfSummerTime } from './summer-time.ts';

/** Shorter steps change no order of lines that are a second apart. */
const LEAST_S = 2;
const DAY_S = 24 * 3_600;

/** What must be known of the times of logs before they are compared. */
export const clockWarnings = (facts: CaseFacts): readonly ReportWarning[] => [...steps(facts), ...borrowed(facts)];

/** A log without times that is dated by another. */
function borrowed(facts: CaseFacts): readonly ReportWarning[] {
  const pathOf = (source: number): string => facts.sources.find(({ id }) => id === source)?.path ?? '?';
  const dials = dialsFor(facts);
  const warning = (source: number, by: string, dial: number): ReportWarning => ({
    path: pathOf(source),
    line: null,
    cause: `states no times: what it tells is set, within seconds, by ${by} ${pathOf(dial)}`,
    count: 1,
  });
  return [
    ...[...dials].map(([source, dial]) =>
      warning(source, 'when the workers that it names spoke, or the kernel killed them, in', dial.source),
    ),
    ...[...lossesFor(facts, untimedIn(facts, dials))].map(([source, dial]) =>
      warning(source, 'the moments at which connections were lost in', dial.source),
    ),
  ];
}

/** Where a log's own times go back, or a log of the machine says that its clock was set: what lies on both sides cannot be compared. */
function steps({ lifecycle, sources }: CaseFacts): readonly ReportWarning[] {
  return lifecycle.flatMap((event) => {
    const { step, origin } = event;
    if (step.what !== 'clock-stepped' || step.seconds === undefined || Math.abs(step.seconds) < LEAST_S) return [];
    const path = sources.find(({ id }) => id === origin.source)?.path ?? '?';
    const cause = event.by === undefined ? whyBack(event, -step.seconds) : saysSet(step.seconds);
    return [{ path, line: origin.line, cause, count: 1 }];
  });
}

function whyBack(event: LifecycleEvent, seconds: number): string {
  if (seconds < 0)
    return `goes on by ${lengthOfTime(-seconds * MICROS_PER_SECOND)} here: the beginning of summer time; what follows is read as going on from what stands before`;
  const back = `goes back by ${lengthOfTime(seconds * MICROS_PER_SECOND)} here`;
  if (seconds > DAY_S) return `${back}: two logs in one file, as it seems`;
  return isTurnOfSummerTime(event)
    ? `${back}: the end of summer time, or a clock that was set; what follows is read as going on from what stands before`
    : `${back}: a clock that was set; times on both sides cannot be compared`;
}

const saysSet = (seconds: number): string =>
  `says that the clock of its machine was set ${seconds < 0 ? 'back' : 'forward'} by ${lengthOfTime(Math.abs(seconds) * MICROS_PER_SECOND)}: times on both sides cannot be compared`;
