import { groupedBy } from '../../lib/grouped.ts';
import { MICROS_PER_SECOND, type Micros } from '../../model/time.ts';
import type { Draft } from '../lives/draft.ts';

/** Stamps of two processes are compared. */
const SLACK_US = 2 * MICROS_PER_SECOND;
/** A held worker is found after its timeout, of minutes at the most, and its successor loads the application. */
const FOLLOWED_WITHIN_US = 300 * MICROS_PER_SECOND;
/** Who is silent for a shorter time than this may just be idle. */
const SILENT_FOR_US = 10 * MICROS_PER_SECOND;
/** So close to each other workers end when their server is stopped. */
const TOGETHER_US = 30 * MICROS_PER_SECOND;

/** A worker that fell silent for good while others spoke on, and who spoke in its place from then on. */
export interface Vanished {
  readonly draft: Draft;
  readonly lastSeenAt: Micros;
  readonly successor: number;
  /** The first word of its successor: it was gone by then. */
  readonly goneAt: Micros;
}

interface Heard {
  readonly draft: Draft;
  readonly from: Micros;
  readonly to: Micros;
}

/**
 * Finds who vanished, for logs in which no supervisor speaks of workers. Each is followed by a process forked later (a higher
 * pid than all before it) that nobody had heard of. Where all vanish together their server was stopped; a reload looks the
 * same as several deaths: whether anything was lost with them, their requests must tell.
 */
export const findVanished = (drafts: readonly Draft[]): readonly Vanished[] =>
  [...groupedBy(drafts, ({ host }) => host).values()].flatMap((ofHost) => vanishedAmong(ofHost.flatMap(heard)));

const heard = (draft: Draft): readonly Heard[] => {
  const { firstSeenAt: from, lastSeenAt: to } = draft;
  return from === undefined || to === undefined ? [] : [{ draft, from, to }];
};

function vanishedAmong(all: readonly Heard[]): readonly Vanished[] {
  const lastAt = Math.max(...all.map(({ to }) => to));
  const newcomers = all.filter((one) => isNewcomer(one, all)).sort((a, b) => a.from - b.from);
  const silent = all.filter(({ to }) => lastAt - to >= SILENT_FOR_US).sort((a, b) => a.to - b.to);
  return silent
    .filter((one) => !isStop(besides(one, all), silent))
    .flatMap(({ draft, to }) => {
      const at = newcomers.findIndex(({ from }) => from >= to - SLACK_US && from - to <= FOLLOWED_WITHIN_US);
      const [next] = at < 0 ? [] : newcomers.splice(at, 1);
      return next ? [{ draft, lastSeenAt: to, successor: next.draft.pid, goneAt: next.from }] : [];
    });
}

const isNewcomer = ({ draft, from }: Heard, all: readonly Heard[]): boolean => {
  const before = all.filter((other) => other.from < from);
  return before.length > 0 && before.every((other) => other.draft.pid < draft.pid);
};

/** Who spoke shortly before a worker fell silent, it among them. */
const besides = ({ from, to }: Heard, all: readonly Heard[]): readonly Heard[] =>
  all.filter((other) => other.from <= to - SLACK_US && other.to >= from);

/** All of them fell silent for good, and at the same time. */
function isStop(together: readonly Heard[], silent: readonly Heard[]): boolean {
  const ends = together.map(({ to }) => to);
  return together.every((one) => silent.includes(one)) && Math.max(...ends) - Math.min(...ends) <= TOGETHER_US;
}
