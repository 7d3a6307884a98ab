import type { Conclusion } from '../../model/conclusion.ts';
import { placeOf } from '../../model/traceback.ts';
import { confidenceBy } from '../confidence.ts';
import type { Night } from '../night.ts';
import { remedyFor } from '../remedies.ts';
import type { Finding, Rule } from '../rule.ts';

/** The code computed, and each look at it found the same line. */
export const endlessLoop: Rule = {
  id: 'endless-loop',
  title: 'Application code computed without an end in sight',
  examine(incident: Conclusion, { incidents }: Night): Finding | undefined {
    const { block, dumps, cause, server } = incident;
    if (cause !== 'timeout' || block?.kind !== 'cpu' || !block.frame) return undefined;
    const place = placeOf(block.frame);
    const samples = dumps.filter(({ event }) => event.traceback.chain.at(-1)?.frames.some((f) => placeOf(f) === place));
    const others = incidents.filter(
      (other) => other !== incident && other.block?.frame && placeOf(other.block.frame) === place,
    );
    const signs = [
      `the worker was computing when it was given up: ${block.call ?? block.frame.function}`,
      ...(samples.length > 1 ? [`${String(samples.length)} stacks taken in that time show the same line`] : []),
      ...(others.length > 0 ? [`${String(others.length)} more given up at the same line`] : []),
    ];
    const { text, reference } = remedyFor('cpu', server.workerClass ?? undefined);
    return {
      confidence: confidenceBy(signs),
      for: signs,
      against: [
        'long work and a loop without end look alike: stacks taken some seconds apart (py-spy dump) would tell',
      ],
      remedy: text,
      reference,
    };
  },
};
