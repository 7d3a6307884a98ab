import { HALTS } from '../../model/halts.ts';
import type { LifecycleStep } from '../../model/lifecycle.ts';
import type { Micros } from '../../model/time.ts';
import type { Book } from './book.ts';
import { type Draft, isOf, isOpen, type Retiring, type Told } from './draft.ts';
import { expectBoots, type Expected, isOpenEnded, limitSeries } from './expected-boots.ts';
import { forkedFirst } from './forked-first.ts';

/** A new master within this time of USR2 is the old one's successor; both serve for a while. */
const UPGRADE_US = 60_000_000;

/** What a master says of itself, of a signal or of a setting, and what it means for its workers. */
export function hearMaster(book: Book, told: Told, step: LifecycleStep): void {
  const { drafts, expected } = book;
  switch (step.what) {
    case 'master-signalled':
      book.halting = haltBy(told.at, step.signal.toLowerCase());
      hearSignal(book, told, step.signal.toLowerCase());
      break;
    case 'master-stopped':
      for (const draft of drafts.filter((one) => isOpen(one) && isOf(one, told))) draft.exiting = told;
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
  const { upgrade } = expected;
  const isUpgrade = upgrade !== undefined && told.at - upgrade.at <= UPGRADE_US;
  for (const draft of drafts.filter(isOpen)) {
    if (isUpgrade) draft.master ??= upgrade.event.pid;
    else draft.lost = told;
  }
  expectBoots(expected, told, Number.POSITIVE_INFINITY);
}

const haltBy = (at: Micros, signal: string): Retiring | undefined =>
  HALTS.has(signal) ? { at, ...asked(signal), isHalt: true } : undefined;

const asked = (signal: string): Pick<Retiring, 'why' | 'replaced'> => ({
  why: `the master got ${signal.toUpperCase()}`,
  replaced: false,
});

/** What a signal to gunicorn's master means for its workers (gunicorn docs, "Signal Handling"). */
function hearSignal({ drafts: all, expected }: Book, told: Told, signal: string): void {
  const { at } = told;
  const drafts = all.filter((draft) => isOf(draft, told));
  const serving = drafts.filter((draft) => isOpen(draft) && !draft.retiring);
  const retire = (draft: Draft | undefined) => {
    if (draft) draft.retiring = { at, ...asked(signal), ...draft.retiring, isHalt: HALTS.has(signal) };
  };
  // Where no worker is known, the log begins here: how many the master keeps nobody has said.
  if (signal === 'hup') {
    expectBoots(expected, told, drafts.length > 0 ? Math.max(1, serving.length) : Number.POSITIVE_INFINITY);
    serving.forEach(retire);
    for (const draft of drafts.filter(isUnreplaced(all))) draft.madeUpFor = told;
  }
  // One that said it leaves may still have requests to finish when the server stops.
  if (HALTS.has(signal)) drafts.filter((draft) => isOpen(draft) || (draft.retiring && !draft.reaped)).forEach(retire);
  if (signal === 'ttou') retire(forkedFirst(serving));
  if (signal === 'ttin') expectBoots(expected, told, 1);
  if (signal === 'usr2') expected.upgrade = told;
}

/** True of a worker that was missed and in whose place none has booted since: its master still waits for its end. */
function isUnreplaced(drafts: readonly Draft[]): (draft: Draft) => boolean {
  const bootedLast = drafts.findLast(({ boot }) => boot)?.boot?.index ?? -1;
  return ({ timeout, reaped }) => reaped === undefined && (timeout?.index ?? -1) > bootedLast;
}
