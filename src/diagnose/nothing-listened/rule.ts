import { lengthOfTime } from '../../lib/length-of-time.ts';
import { within } from '../../lib/within.ts';
import type { SortedFailure } from '../../model/conclusion.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import { confidenceBy } from '../confidence.ts';
import { BOOT_FIRST, failedToBoot } from '../failed-to-boot.ts';
import type { FailureRule } from '../failure-rule.ts';
import type { Night } from '../night.ts';
import { quoted } from '../quoted.ts';
import type { Finding } from '../rule.ts';
import { mostlyUnasked } from '../unasked.ts';

/** Connections are refused while no master listens: it has stopped, starts, or is gone. */
export const nothingListened: FailureRule = {
  id: 'nothing-listened',
  title: 'No server listened for a while',
  kind: 'refused',
  examine(failed, night): Finding | undefined {
    if (mostlyUnasked(failed, night).length > 0) return undefined;
    const words = mastersWords(failed, night);
    const signs = [refusedSign(failed), ...words];
    return {
      confidence: confidenceBy(signs),
      for: signs,
      against:
        words.length > 0
          ? []
          : [
              "no line of the server tells of a stop or a start near: its own log, or the journal's, of that minute would tell",
            ],
      ...(failedToBoot(failed, night) ? BOOT_FIRST : adviceFor(night)),
    };
  },
};

/** How each server is replaced while it listens on. */
const RELOADS: Readonly<Record<string, readonly [how: string, reference: string]>> = {
  gunicorn: ['kill -HUP of the master', 'gunicorn docs, "Deploying Gunicorn", Systemd, and "Signal Handling"'],
  puma: ['a phased restart, kill -USR1 of the master', 'puma docs, "Restarting Puma" and "Systemd"'],
  unicorn: ['kill -USR2, and QUIT to the old master when the new one is up', 'unicorn docs, "Signal handling"'],
  uwsgi: ['kill -HUP of the master, or touch-reload', 'uWSGI docs, "The Art of Graceful Reloading"'],
  'php-fpm': ['kill -USR2 of the master', 'man 8 php-fpm; PHP manual, "FPM configuration", process_control_timeout'],
};
const ANY = ['by its own signal', 'the docs of the server, "Signals"'] as const;

function adviceFor({ lifecycle }: Night): Remedied {
  const servers = lifecycle.flatMap(({ event: { step } }) => (step.what === 'master-started' ? step.server : []));
  const [how, reference] = RELOADS[servers[0] ?? ''] ?? ANY;
  return {
    remedy: `Replace a server without a gap: reload it (${how}) instead of a restart, let systemd hold the socket (socket activation), or take it out of its proxy first.`,
    reference,
  };
}

type Remedied = Pick<Finding, 'remedy' | 'reference'>;

function refusedSign(failed: readonly SortedFailure[]): string {
  const [first, last] = [failed[0], failed.at(-1)];
  const apart = first && last ? last.at - first.at : 0;
  return failed.length === 1
    ? '1 connection was refused'
    : `${String(failed.length)} connections were refused within ${lengthOfTime(apart)}`;
}

/** A server that restarts is away for some seconds. */
const AROUND_US = 30 * MICROS_PER_SECOND;
/** One that started longer ago than this listened by then. */
const STARTS_US = 5 * MICROS_PER_SECOND;
const SHOWN = 3;

/** What masters say of their own ends and starts around the first of them. */
function mastersWords([first]: readonly SortedFailure[], { lifecycle }: Night): readonly string[] {
  if (!first) return [];
  const near = within(lifecycle, first.at - AROUND_US, first.at + AROUND_US).filter(
    ({ at, event }) => isOfMaster(event) && (event.step.what !== 'master-started' || at >= first.at - STARTS_US),
  );
  return near.slice(0, SHOWN).map(({ event }) => `the master says: ${quoted(event)}`);
}

const isOfMaster = ({ step }: LifecycleEvent): boolean =>
  step.what === 'master-started' ||
  step.what === 'master-stopped' ||
  (step.what === 'master-signalled' && /^(?:term|int|quit)$/i.test(step.signal));
