import type { LifecycleEvent } from '../model/event.ts';
import type { Placed } from '../model/facts.ts';
import type { LifecycleStep } from '../model/lifecycle.ts';
import type { Micros } from '../model/time.ts';
import { type Draft, isOpen, type Told } from './draft.ts';

/** Masters fork their first workers in quick succession (gunicorn arbiter.py spawn_workers: 0-0.1 s apart). */
const STARTUP_GAP_US = 5_000_000;
/** A new master within this time of USR2 is the old one's successor; both serve for a while. */
const UPGRADE_US = 60_000_000;

/** A worker's boot that nothing before it explains: somebody ended without a word. */
export interface Gathered {
  readonly drafts: readonly Draft[];
  /** Boots for which no start, reload or scaling accounts. */
  readonly replacing: readonly Told[];
  readonly masters: ReadonlySet<number>;
}

/** What is expected of the master's next boots. */
interface Expected {
  /** The last boot, start or reload of a series, while it goes on. */
  seriesAt: Micros | undefined;
  /** Boots that the series still owes; a start owes any number. */
  owed: number;
  upgradeAt: Micros | undefined;
}

/** Gathers what supervisors say, in order, into one draft a worker. */
export function gatherLives(
  lifecycle: readonly Placed<LifecycleEvent>[],
  hostOf: (event: LifecycleEvent) => string | undefined,
): Gathered {
  const drafts: Draft[] = [];
  const replacing: Told[] = [];
  const masters = new Set<number>();
  const expected = expectedAtFirst(lifecycle[0]);
  for (const [index, { at, event }] of lifecycle.entries()) {
    const told: Told = { index, at, event };
    if (SPOKEN_BY_MASTERS.has(event.step.what) && event.pid !== undefined) masters.add(event.pid);
    if (event.step.what === 'worker-booting') {
      if (!isExpected(at, expected)) replacing.push(told);
      boot(drafts, told, event.step.worker, hostOf(event));
    } else if ('worker' in event.step) tell(drafts, told, event.step, hostOf(event));
    else hearMaster(drafts, told, event.step, expected);
  }
  return { drafts, replacing, masters };
}

/** Logs that begin with boots begin in the middle of a start. */
function expectedAtFirst(first: Placed<LifecycleEvent> | undefined): Expected {
  const starting = first?.event.step.what === 'worker-booting';
  return {
    seriesAt: starting ? first.at : undefined,
    owed: starting ? Number.POSITIVE_INFINITY : 0,
    upgradeAt: undefined,
  };
}

const SPOKEN_BY_MASTERS: ReadonlySet<LifecycleStep['what']> = new Set([
  'master-started',
  'master-listening',
  'master-signalled',
  'worker-timeout',
  'worker-killed',
  'worker-exited',
]);

function isExpected(at: Micros, expected: Expected): boolean {
  if (expected.seriesAt === undefined || expected.owed <= 0 || at - expected.seriesAt > STARTUP_GAP_US) return false;
  expected.seriesAt = at;
  expected.owed -= 1;
  return true;
}

function boot(drafts: Draft[], told: Told, pid: number, host: string | undefined): void {
  const before = latestOf(drafts, pid, host);
  if (before && isOpen(before)) before.lost = told;
  drafts.push({
    pid,
    host,
    boot: told,
    told: [told],
    firstSeenAt: told.at,
    lastSeenAt: told.at,
    signsOfLife: [told.at],
  });
}

const latestOf = (drafts: readonly Draft[], pid: number, host: string | undefined): Draft | undefined =>
  drafts.findLast((draft) => draft.pid === pid && draft.host === host);

type WorkerStep = Extract<LifecycleStep, { worker: number }>;

function tell(drafts: Draft[], told: Told, step: WorkerStep, host: string | undefined): void {
  const draft = latestOf(drafts, step.worker, host) ?? unheardOf(drafts, step.worker, host);
  draft.told.push(told);
  switch (step.what) {
    case 'worker-timeout':
      draft.timeout ??= told;
      break;
    case 'worker-exiting':
      draft.exiting ??= told;
      break;
    case 'worker-killed':
    case 'worker-exited':
      draft.reaped ??= told;
      break;
    case 'worker-recycling':
      draft.retiring ??= { at: told.at, why: step.why, replaced: true };
      break;
    case 'worker-booting':
    case 'worker-graceful-timeout':
      break;
  }
}

/** A worker that booted before these logs begin. */
function unheardOf(drafts: Draft[], pid: number, host: string | undefined): Draft {
  const draft: Draft = {
    pid,
    host,
    boot: undefined,
    told: [],
    firstSeenAt: undefined,
    lastSeenAt: undefined,
    signsOfLife: [],
  };
  drafts.push(draft);
  return draft;
}

function hearMaster(drafts: Draft[], told: Told, step: LifecycleStep, expected: Expected): void {
  if (step.what === 'master-signalled') hearSignal(drafts, told, step.signal.toLowerCase(), expected);
  else if (step.what === 'master-stopped') for (const draft of drafts.filter(isOpen)) draft.exiting = told;
  else if (step.what === 'master-started') {
    const isUpgrade = expected.upgradeAt !== undefined && told.at - expected.upgradeAt <= UPGRADE_US;
    if (!isUpgrade) for (const draft of drafts.filter(isOpen)) draft.lost = told;
    expected.seriesAt = told.at;
    expected.owed = Number.POSITIVE_INFINITY;
  } else if (step.what === 'master-listening' || step.what === 'server-setting') {
    if (expected.owed === Number.POSITIVE_INFINITY) expected.seriesAt = told.at;
  }
}

const HALTS: ReadonlySet<string> = new Set(['term', 'int', 'quit', 'winch']);

/** What a signal to gunicorn's master means for its workers (gunicorn docs, "Signal Handling"). */
function hearSignal(drafts: Draft[], { at }: Told, signal: string, expected: Expected): void {
  const open = drafts.filter((draft) => isOpen(draft) && !draft.retiring);
  const retire = (draft: Draft | undefined) => {
    if (draft) draft.retiring = { at, why: `the master got ${signal.toUpperCase()}`, replaced: false };
  };
  if (signal === 'hup') {
    expected.seriesAt = at;
    expected.owed = Math.max(1, open.length);
  }
  if (signal === 'hup' || HALTS.has(signal)) for (const draft of open) retire(draft);
  if (signal === 'ttou') retire(open[0]);
  if (signal === 'ttin') {
    expected.seriesAt = at;
    expected.owed = 1;
  }
  if (signal === 'usr2') expected.upgradeAt = at;
}
