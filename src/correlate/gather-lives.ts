import type { LifecycleEvent } from '../model/event.ts';
import type { Placed } from '../model/facts.ts';
import type { LifecycleStep } from '../model/lifecycle.ts';
import type { Micros } from '../model/time.ts';
import { forkedFirst } from './forked-first.ts';
import { type Draft, isOpen, type Retiring, type Told } from './draft.ts';
import {
  expectBoots,
  type Expected,
  expectedAtFirst,
  isOpenEnded,
  limitSeries,
  LOOP_GAP_US,
  unexpected,
} from './expected-boots.ts';
import { hearMissed, type Missed, takeMissed } from './missed.ts';
import { timeoutSignal } from './timeout-signal.ts';
import { isOfTheWhole } from './unnamed-ends.ts';

/** A pid that boots again so soon was told of twice: by two handlers, or by the server and the one that runs in it. */
const TOLD_TWICE_US = 60_000_000;
/** A new master within this time of USR2 is the old one's successor; both serve for a while. */
const UPGRADE_US = 60_000_000;

/** What the supervisors of one host said. */
export interface Gathered {
  readonly host: string | undefined;
  readonly drafts: readonly Draft[];
  /** Boots for which no start, reload or scaling accounts. */
  readonly replacing: readonly Told[];
  readonly masters: ReadonlySet<number>;
}

/** What is known while the lines are heard one after the other. */
interface Book {
  readonly host: string | undefined;
  readonly drafts: Draft[];
  readonly replacing: Told[];
  readonly masters: Set<number>;
  readonly expected: Expected;
  readonly missed: Missed;
  /** Why all workers are to end, while the server stops. */
  halting: Retiring | undefined;
  /** Index of the line that told of the last start; -1 before any. */
  startedBy: number;
  /** Of the server, as its last start told it. */
  version: string | undefined;
}

/** Gathers what supervisors say, in order, into one draft a worker; hosts know nothing of each other. */
export function gatherLives(
  lifecycle: readonly Placed<LifecycleEvent>[],
  hostOf: (event: LifecycleEvent) => string | undefined,
): readonly Gathered[] {
  const books = new Map<string | undefined, Book>();
  for (const [index, { at, event }] of lifecycle.entries()) {
    const host = hostOf(event);
    const book = books.get(host) ?? newBook(host, { at, event });
    books.set(host, book);
    hear(book, { index, at, event });
  }
  return [...books.values()];
}

const newBook = (host: string | undefined, first: Placed<LifecycleEvent>): Book => ({
  ...{ host, drafts: [], replacing: [], masters: new Set() },
  expected: expectedAtFirst(first),
  missed: { overdue: undefined, unnamed: [] },
  halting: undefined,
  version: undefined,
  startedBy: -1,
});

function hear(book: Book, told: Told): void {
  const { step, pid } = told.event;
  const { host } = book;
  if (pid !== undefined && isMasters(step, pid)) book.masters.add(pid);
  if (step.what === 'worker-booting') hearBoot(book, told, { pid: step.worker, host });
  else if (step.what === 'worker-failed-to-boot') hearCrash(book, told);
  else if ('worker' in step) {
    const draft = draftOf(book, { pid: step.worker, host });
    takeMissed(book.missed, draft, told);
    tell(draft, told, step);
    if (draft.timeout) draft.timeoutSignal ??= timeoutSignal(draft.timeout, book.version);
  } else if (!hearMissed(book.missed, told)) hearMaster(book, told, step);
}

function hearBoot(book: Book, told: Told, who: Who): void {
  if (isToldTwice(book.drafts, told, who)) return;
  const outOfSeries = unexpected(told, book.expected);
  book.replacing.push(...(outOfSeries.length === 0 && isOwedToDead(book, told) ? [told] : outOfSeries));
  boot(book.drafts, told, who);
}

/** Of others only masters speak. */
const isMasters = (step: LifecycleStep, pid: number): boolean =>
  SPOKEN_BY_MASTERS.has(step.what) || ('worker' in step && step.worker !== pid);

const SPOKEN_BY_MASTERS: ReadonlySet<LifecycleStep['what']> = new Set([
  'master-started',
  'master-listening',
  'master-signalled',
  'server-setting',
  'worker-timeout',
  'worker-killed',
  'worker-exited',
  'worker-died',
  'unnamed-end',
]);

/**
 * In a start of which nobody says how many workers it makes, a boot after a death is in the dead one's place. A worker that only
 * said that it leaves may have been quicker than the forks of the others: those do not wait a second.
 */
function isOwedToDead({ drafts, replacing, expected, startedBy }: Book, { at }: Told): boolean {
  if (!isOpenEnded(expected)) return false;
  const before = drafts.at(-1)?.boot;
  const isLate = before !== undefined && at - before.at >= LOOP_GAP_US;
  const isDead = ({ reaped, timeout, exiting, retiring }: Draft): boolean =>
    ((reaped ?? timeout ?? (isLate ? exiting : undefined))?.index ?? -1) > startedBy && !retiring;
  return drafts.filter(isDead).length > replacing.filter(({ index }) => index > startedBy).length;
}

/** Which process is spoken of. */
type Who = Pick<Draft, 'pid' | 'host'>;

/** gunicorn's uvicorn worker tells its boot again once the application is imported, however long that takes. */
const isEcho = (before: LifecycleEvent, after: LifecycleEvent): boolean =>
  before.by === 'gunicorn' && after.by === 'uvicorn';

function isToldTwice(drafts: readonly Draft[], { at, event }: Told, who: Who): boolean {
  const before = latestOf(drafts, who);
  if (before?.boot === undefined || !isOpen(before)) return false;
  return at - before.boot.at <= TOLD_TWICE_US || isEcho(before.boot.event, event);
}

function boot(drafts: Draft[], told: Told, { pid, host }: Who): void {
  const before = latestOf(drafts, { pid, host });
  if (before && isOpen(before)) before.lost = told;
  drafts.push({
    pid,
    host,
    boot: told,
    told: [told],
    firstSeenAt: told.at,
    lastSeenAt: told.at,
    signsOfLife: [told.at],
    heard: [],
  });
}

const latestOf = (drafts: readonly Draft[], { pid, host }: Who): Draft | undefined =>
  drafts.findLast((draft) => draft.pid === pid && draft.host === host);

/** The process's present life; one that booted before these logs begin is heard of here for the first time. */
function draftOf({ drafts, halting }: Book, { pid, host }: Who): Draft {
  const known = latestOf(drafts, { pid, host });
  if (known) return known;
  const unseen = { boot: undefined, firstSeenAt: undefined, lastSeenAt: undefined };
  const nothing = { ...unseen, told: [], signsOfLife: [], heard: [] };
  const draft: Draft = { pid, host, ...nothing, ...(halting && { retiring: halting }) };
  drafts.push(draft);
  return draft;
}

/** A worker says that it cannot go on, or its master, without a name, of those that did not come up. */
function hearCrash(book: Book, told: Told): void {
  const speaker = crashedSpeaker(book, told.event);
  if (speaker) speaker.crashed ??= told;
  else hearCrashOfSome(book, told);
}

/** Who never was heard of before says this of itself, too, unless it speaks for the whole. */
function crashedSpeaker(book: Book, { pid, step }: LifecycleEvent): Draft | undefined {
  const { host, drafts, masters } = book;
  if (pid === undefined || masters.has(pid)) return undefined;
  const isOwn = step.what === 'worker-failed-to-boot' && !isOfTheWhole(step.reason);
  return isOwn ? draftOf(book, { pid, host }) : latestOf(drafts, { pid, host });
}

function hearCrashOfSome({ drafts, startedBy }: Book, told: Told): void {
  const isOfThisStart = ({ boot }: Draft): boolean => boot === undefined || boot.index > startedBy;
  const now = drafts.filter((draft) => !draft.reaped && !draft.lost && isOfThisStart(draft));
  if (now.some(({ crashed }) => crashed)) return;
  const left = now.filter(({ exiting }) => exiting?.event.step.what === 'worker-exiting').at(-1);
  const stopped = now.filter((draft) => draft.boot && !draft.retiring && !draft.timeout);
  const failed = left ?? (stopped.length === 1 ? stopped[0] : undefined);
  if (failed) failed.crashed = told;
}

type WorkerStep = Extract<LifecycleStep, { worker: number }>;

/** The line of a draft that a step fills; only the first such line counts. */
const LINES: Readonly<Partial<Record<WorkerStep['what'], 'timeout' | 'exiting' | 'reaped'>>> = {
  'worker-timeout': 'timeout',
  'worker-exiting': 'exiting',
  'worker-killed': 'reaped',
  'worker-exited': 'reaped',
  'worker-died': 'reaped',
};

function tell(draft: Draft, told: Told, step: WorkerStep): void {
  draft.told.push(told);
  const line = LINES[step.what];
  if (line) draft[line] ??= told;
  if (step.what === 'worker-recycling') draft.retiring ??= { at: told.at, why: step.why, replaced: true };
}

function hearMaster(book: Book, told: Told, step: LifecycleStep): void {
  const { drafts, expected } = book;
  switch (step.what) {
    case 'master-signalled':
      book.halting = haltBy(told.at, step.signal.toLowerCase());
      hearSignal(drafts, { at: told.at, signal: step.signal.toLowerCase() }, expected);
      break;
    case 'master-stopped':
      for (const draft of drafts.filter(isOpen)) draft.exiting = told;
      break;
    case 'master-started':
      book.halting = undefined;
      book.version = step.version;
      book.startedBy = told.index;
      hearStart(drafts, told, expected);
      break;
    case 'server-setting':
      if (step.name === 'workers') limitSeries(drafts, Number(step.value), expected);
      else if (isOpenEnded(expected)) expected.seriesAt = told.at;
      break;
    case 'master-listening':
      if (isOpenEnded(expected)) expected.seriesAt = told.at;
      break;
    default:
      break;
  }
}

function hearStart(drafts: readonly Draft[], told: Told, expected: Expected): void {
  const isUpgrade = expected.upgradeAt !== undefined && told.at - expected.upgradeAt <= UPGRADE_US;
  if (!isUpgrade) for (const draft of drafts.filter(isOpen)) draft.lost = told;
  expectBoots(expected, told.at, Number.POSITIVE_INFINITY);
}

const HALTS: ReadonlySet<string> = new Set(['term', 'int', 'quit', 'winch']);

const haltBy = (at: Micros, signal: string): Retiring | undefined =>
  HALTS.has(signal) ? { at, why: `the master got ${signal.toUpperCase()}`, replaced: false } : undefined;

/** What a signal to gunicorn's master means for its workers (gunicorn docs, "Signal Handling"). */
function hearSignal(
  drafts: readonly Draft[],
  { at, signal }: { readonly at: Micros; readonly signal: string },
  expected: Expected,
): void {
  const open = drafts.filter((draft) => isOpen(draft) && !draft.retiring);
  const retire = (draft: Draft | undefined) => {
    if (draft) draft.retiring = { at, why: `the master got ${signal.toUpperCase()}`, replaced: false };
  };
  // Where no worker is known, the log begins here: how many the master keeps nobody has said.
  if (signal === 'hup')
    expectBoots(expected, at, drafts.length > 0 ? Math.max(1, open.length) : Number.POSITIVE_INFINITY);
  if (signal === 'hup' || HALTS.has(signal)) for (const draft of open) retire(draft);
  if (signal === 'ttou') retire(forkedFirst(open));
  if (signal === 'ttin') expectBoots(expected, at, 1);
  if (signal === 'usr2') expected.upgradeAt = at;
}
