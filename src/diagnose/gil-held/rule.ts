import type { Conclusion } from '../../model/conclusion.ts';
import { ignoredAbort } from '../../model/ignored-abort.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import { confidenceBy } from '../confidence.ts';
import { heldByNone } from '../held-by-none.ts';
import { hungTasks } from '../hung-tasks.ts';
import { neverServed } from '../never-served.ts';
import type { Night } from '../night.ts';
import type { Finding, Rule } from '../rule.ts';

/** The second shot comes one round (1 s) after the first; stamps are cut off at the second. A later one is stalled I/O. */
const SECOND_SHOT_US = 2 * MICROS_PER_SECOND;

/** How sure it can be of one that never served, and of one of several that were missed at once. */
const FRESH = 0.5;
const AMONG_OTHERS = 0.4;

/** Classes that beat from a thread or greenlet of their own: only what holds the interpreter keeps both it and the abort waiting. */
const WHY_BY_CLASS: readonly (readonly [RegExp, string])[] = [
  [/^gthread$/i, 'the worker class is gthread: a thread that merely waits does not keep the main thread from beating'],
  [
    /gevent|eventlet/i,
    'an abort ends a call that signals can interrupt, and the worker then leaves in good order: this one did not',
  ],
];

/** C code (a regular expression, a library) kept the interpreter: nothing ran, not even the handler of the abort. */
export const gilHeld: Rule = {
  id: 'gil-held',
  title: 'Code that does not let go of the interpreter stopped the whole worker',
  examine(incident: Conclusion, night: Night): Finding | undefined {
    const why = WHY_BY_CLASS.find(([pattern]) => pattern.test(incident.server.workerClass ?? ''))?.[1];
    if (why === undefined || !isShotAtOnce(incident)) return undefined;
    if (isAnswered(incident) || hungTasks(incident, night).length > 0 || heldByNone(incident, night)) return undefined;
    const signs = ['the abort was not answered, and SIGKILL followed in the next round of the master', why];
    const isFresh = neverServed(incident, night) !== undefined;
    const others = night.missedWith(incident).length;
    const most = others > 0 ? AMONG_OTHERS : isFresh ? FRESH : 1;
    return {
      confidence: Math.min(most, confidenceBy(signs)),
      for: signs,
      against: [
        ...amongOthers(others),
        ...(isFresh ? ['it is not known to have served anything since its boot'] : []),
        'a stopped process or stalled storage looks the same: the kernel log of that minute would tell',
      ],
      remedy:
        'Run such code in a process of its own (a task queue, concurrent.futures.ProcessPoolExecutor) with a limit; for a runaway regular expression, fix the pattern. py-spy dump --native shows where it stands.',
      reference: 'Python C API docs, "Thread State and the Global Interpreter Lock"; g#1955',
    };
  },
};

function amongOthers(others: number): readonly string[] {
  if (others === 0) return [];
  return [
    `${String(others)} more ${others === 1 ? 'was' : 'were'} missed in the same moment: such code holds one process`,
  ];
}

const isShotAtOnce = ({ cause, worker, death }: Conclusion): boolean =>
  cause === 'timeout' &&
  ignoredAbort(worker, death) &&
  death.goneAt - (death.timeoutAt ?? 0) <= SECOND_SHOT_US &&
  !death.kernel;

/** Some Python code was seen to run. */
const isAnswered = ({ tracebacks, dumps }: Conclusion): boolean => tracebacks.length + dumps.length > 0;
