import type { Conclusion } from '../../model/conclusion.ts';
import type { Finding, Rule } from '../rule.ts';

/** A worker of puma's checks in from a thread of its own (puma/cluster/worker.rb, 5.0 to 7.2): only what stops all of its threads stops that. */
export const gvlHeld: Rule = {
  id: 'gvl-held',
  title: "Native code that keeps Ruby's lock, or a process that stood still, stopped the whole worker",
  examine({ cause, server }: Conclusion): Finding | undefined {
    if (server.kind !== 'puma' || cause !== 'timeout') return undefined;
    return {
      confidence: 0.5,
      for: [
        'a worker of puma checks in from a thread of its own: a request that merely waits does not keep it from that',
      ],
      against: [
        'a stopped or starved process and stalled storage look the same: the kernel log of that minute would tell',
      ],
      remedy:
        'See where it stands while it lasts: rbspy dump --pid PID, or gdb -p PID for native code. Bound such calls (regular expressions, image and crypto libraries), or hand them to a process of their own.',
      reference: 'Puma docs, "worker_timeout"; Ruby docs, Regexp.timeout',
    };
  },
};
