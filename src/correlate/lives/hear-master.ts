import type { LifecycleStep } from '../../model/lifecycle.ts';
import type { Micros } from '../../model/time.ts';
import type { Book } from './book.ts';
import { type Draft, isOpen, type Retiring, type Told } from './draft.ts';
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
  HALTS.has(signal) ? { at, ...asked(signal), isHalt: true } : undefined;

const asked = (signal: string): Pick<Retiring, 'why' | 'replaced'> => ({
  why: `the master got ${signal.toUpperCase()}`,
  replaced: false,
});

/** What a signal to gunicorn's master means for its workers (gunicorn docs, "Signal Handling"). */
function hearSignal(
  drafts: readonly Draft[],
  { at, signal }: { readonly at: Micros; readonly signal: string },
  expected: Expected,
): void {
  const serving = drafts.filter((draft) => isOpen(draft) && !draft.retiring);
  const retire = (draft: Draft | undefined) => {
    if (draft) draft.retiring = { at, ...asked(signal), ...draft.retiring, isHalt: HALTS.has(signal) };
  };
  // Where no worker is known, the log begins here: how many the master keeps nobody has said.
  if (signal === 'hup') {
    expectBoots(expected, at, drafts.length > 0 ? Math.max(1, serving.length) : Number.POSITIVE_INFINITY);
    serving.forEach(retire);
  }
  // One that said it leaves may still have requests to finish when the server stops.
  if (HALTS.has(signal)) drafts.filter((draft) => isOpen(draft) || (draft.retiring && !draft.reaped)).forEach(retire);
  if (signal === 'ttou') retire(forkedFirst(serving));
  if (signal === 'ttin') expectBoots(expected, at, 1);
  if (signal === 'usr2') expected.upgradeAt = at;
}
