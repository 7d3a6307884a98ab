import { type Clock, instantOf } from '../model/clock.ts';
import type { LifecycleEvent } from '../model/event.ts';
import type { Placed } from '../model/facts.ts';
import type { LifecycleStep } from '../model/lifecycle.ts';
import type { Report } from '../model/report.ts';
import type { Evidence } from '../model/report-evidence.ts';
import type { Beat, Mark, MarkKind, Timeline } from '../model/timeline.ts';
import type { CaseStore } from '../store/case-store.ts';
import { mastersIn } from './masters.ts';
import { reading, requireReport } from './read-case.ts';
import { clockOf } from './explain/log-time.ts';

/** The case along its time. Throws UserError E_NO_CASE or E_NO_REPORT. */
export const readTimeline = (casePath: string): Timeline =>
  reading(casePath, (store) => {
    const report = requireReport(store);
    const clocks = new Map(report.sources.map((source) => [source.id, clockOf(source)]));
    const steps = store
      .steps(['master-started', 'worker-booting', ...MARKING])
      .flatMap((event) => heard(event, clocks));
    return { report, beats: beatsOf(store, clocks), marks: marksOf(steps, report), masters: mastersIn(steps) };
  });

type Clocks = ReadonlyMap<number, Clock>;
type Heard = Placed<LifecycleEvent>;

function heard(event: LifecycleEvent, clocks: Clocks): readonly Heard[] {
  const clock = clocks.get(event.origin.source);
  return clock && event.stamp ? [{ at: instantOf(event.stamp, clock), event }] : [];
}

function beatsOf(store: CaseStore, clocks: Clocks): readonly Beat[] {
  const counts = store.counts();
  const startsTold = new Set(counts.filter(({ started }) => started > 0).map(({ source }) => source));
  return counts.flatMap(({ source, first, last, started, finished }) => {
    const clock = clocks.get(source);
    const requests = startsTold.has(source) ? started : finished;
    if (!clock || requests === 0) return [];
    return [{ from: instantOf(first, clock), to: instantOf(last, clock), source, requests }];
  });
}

const MARKING = ['master-signalled', 'master-stopped', 'kernel-oom-kill', 'kernel-fault', 'unit-ended'] as const;

function markKind(step: LifecycleStep): MarkKind | undefined {
  switch (step.what) {
    case 'master-started':
      return 'start';
    case 'master-stopped':
      return 'stop';
    case 'master-signalled':
      return RELOADS.test(step.signal) ? 'reload' : undefined;
    case 'kernel-oom-kill':
    case 'kernel-fault':
    case 'unit-ended':
      return 'kernel';
    default:
      return undefined;
  }
}

/** Signals by which a master renews its workers or itself. */
const RELOADS = /hup|usr2|reload/i;

function marksOf(steps: readonly Heard[], { sources }: Report): readonly Mark[] {
  const paths = new Map(sources.map(({ id, path }) => [id, path]));
  const evidence = ({ origin: { source, line, byteOffset }, text }: LifecycleEvent): Evidence => ({
    ...{ source, file: paths.get(source) ?? '?', line, offset: byteOffset, text },
  });
  return steps
    .flatMap(({ at, event }) => {
      const kind = markKind(event.step);
      return kind ? [{ at, kind, evidence: evidence(event) }] : [];
    })
    .sort((a, b) => a.at - b.at);
}
