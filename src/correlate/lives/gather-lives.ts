import type { LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import type { LifecycleStep } from '../../model/lifecycle.ts';
import { type Book, draftOf, type Gathered, isOfBook, latestOf, newBook, type Who } from './book.ts';
import type { WasAtOthers } from './children-at-work.ts';
import { type Draft, isOpen, type Told } from './draft.ts';
import { isOpenEnded, LOOP_GAP_US, unexpected } from './expected-boots.ts';
import { hearCrash } from './hear-crash.ts';
import { hearMaster } from './hear-master.ts';
import { isMasters } from './masters-words.ts';
import { hearMissed, takeMissed } from './missed.ts';
import { slotOf } from './replacements.ts';
import type { ServerOf } from './servers-apart.ts';
import { timeoutSignal } from './timeout-signal.ts';

/** A pid that boots again so soon was told of twice: by two handlers, or by the server and the one that runs in it. */
const TOLD_TWICE_US = 60_000_000;

/** Of which machine a line is, and of which of its servers. */
interface Places {
  readonly hostOf: (event: LifecycleEvent) => string | undefined;
  readonly serverOf: ServerOf;
}

/** Gathers what supervisors say, in order, into one draft a worker; hosts know nothing of each other, nor do the servers of one. */
export function gatherLives(
  lifecycle: readonly Placed<LifecycleEvent>[],
  { hostOf, serverOf }: Places,
  wasAtOthers: WasAtOthers,
): readonly Gathered[] {
  const books: Book[] = [];
  for (const [index, { at, event }] of lifecycle.entries()) {
    const of = { host: hostOf(event), server: serverOf(event) };
    let book = books.find((known) => isOfBook(known, of));
    if (!book) {
      book = newBook(of, { at, event }, wasAtOthers);
      books.push(book);
    }
    hear(book, { index, at, event });
  }
  return books;
}

function hear(book: Book, told: Told): void {
  const { step, pid } = told.event;
  const { host, server } = book;
  if (pid !== undefined && isMasters(step, pid)) book.masters.add(pid);
  if (step.what === 'worker-booting') hearBoot(book, told, { pid: step.worker, host, server });
  else if (step.what === 'worker-failed-to-boot') hearCrash(book, told);
  else if ('worker' in step) {
    const draft = draftOf(book, { pid: step.worker, host, server });
    takeMissed(book.missed, draft, told);
    tell(draft, told, step);
    if (draft.timeout) draft.timeoutSignal ??= timeoutSignal(draft.timeout, book.version);
  } else if (!hearMissed(book.missed, told)) hearMaster(book, told, step);
}

function hearBoot(book: Book, told: Told, who: Who): void {
  if (isToldTwice(book.drafts, told, who)) return;
  // A loop may turn out to be one only after some of its boots were seen to follow a death.
  const looping = isPlaceTaken(book, told) ? [told] : unexpected(told, book.expected);
  const outOfSeries = looping.filter((each) => !book.replacing.includes(each));
  book.replacing.push(...(outOfSeries.length === 0 && isOwedToDead(book, told) ? [told] : outOfSeries));
  boot(book.drafts, told, { ...who, master: outOfSeries.length === 0 ? book.expected.by : undefined });
}

/** Where a start numbers its workers' places, it fills each once. */
function isPlaceTaken({ drafts, startedBy }: Book, { event }: Told): boolean {
  const slot = slotOf(event);
  if (slot === undefined) return false;
  return drafts.some((draft) => {
    const { boot } = draft;
    return boot !== undefined && boot.index > startedBy && isOpen(draft) && slotOf(boot.event) === slot;
  });
}

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

/** gunicorn's uvicorn worker tells its boot again once the application is imported, however long that takes. */
const isEcho = (before: LifecycleEvent, after: LifecycleEvent): boolean =>
  before.by === 'gunicorn' && after.by === 'uvicorn';

function isToldTwice(drafts: readonly Draft[], { at, event }: Told, who: Who): boolean {
  const before = latestOf(drafts, who);
  if (before?.boot === undefined || !isOpen(before)) return false;
  return at - before.boot.at <= TOLD_TWICE_US || isEcho(before.boot.event, event);
}

function boot(drafts: Draft[], told: Told, { pid, host, server, master }: Who & Pick<Draft, 'master'>): void {
  const before = latestOf(drafts, { pid, host, server });
  if (before && isOpen(before)) before.lost = told;
  drafts.push({
    ...{ pid, host, server, master },
    boot: told,
    told: [told],
    firstSeenAt: told.at,
    lastSeenAt: told.at,
    signsOfLife: [told.at],
    heard: [],
  });
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
  // Its master speaks on: the start that was told in between was of another, beside it.
  if (draft.master !== undefined && draft.master === told.event.pid) delete draft.lost;
  const line = LINES[step.what];
  if (line) draft[line] ??= told;
  if (step.what === 'worker-recycling')
    draft.retiring ??= { at: told.at, why: step.why, replaced: true, isHalt: false };
}
