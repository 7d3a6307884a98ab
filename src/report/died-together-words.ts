import type { DiedTogether } from '../model/died-together.ts';
import { certainty } from './certainty.ts';
import { counted } from './counted.ts';

/** Nothing but the journal of that minute tells these apart. */
const WHAT_WOULD_TELL =
  'dmesg -T and journalctl of that minute would tell a pause, a set clock, a disk and missing processors apart';

/** Whether one cause took them all, in a sentence. */
export function diedTogetherWords({ incidents, causes: [first], apart }: DiedTogether): string {
  const workers = counted(incidents.length, 'worker');
  if (first) return `${workers} died together, of one cause (${certainty(first.confidence)}): ${first.title}`;
  return apart.length > 0
    ? `${workers} died within seconds of each other, and nothing shows one cause: it may be chance`
    : `${workers} died within seconds of each other, and whether one cause took them all is not known: ${WHAT_WOULD_TELL}`;
}
