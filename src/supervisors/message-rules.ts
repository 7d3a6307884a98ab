import type { NoteEvent } from '../model/event.ts';
import type { LifecycleStep } from '../model/lifecycle.ts';

type UnnamedEnd = Extract<LifecycleStep, { what: 'unnamed-end' }>;

/** Named groups of the pattern that a message matched. */
export type Fields = Readonly<Record<string, string | undefined>>;
export type StepOf = (fields: Fields, speaker: number | undefined) => LifecycleStep | undefined;

/** A message and what it means. The patterns of one supervisor exclude each other. */
export type MessageRule = readonly [pattern: RegExp, step: StepOf];

/** A message of a supervisor and the step that it is. */
export interface MessageSample {
  readonly text: string;
  readonly step: LifecycleStep | undefined;
}

/** What a message means by the rule that it matches; `undefined` where none does. */
export function stepBy(
  rules: readonly MessageRule[],
  { message, pid }: Pick<NoteEvent, 'message' | 'pid'>,
): LifecycleStep | undefined {
  for (const [pattern, stepOf] of rules) {
    const match = pattern.exec(message);
    if (match) return inSlot(stepOf(match.groups ?? {}, pid), match.groups?.['slot']);
  }
  return undefined;
}

/** The step with the number by which the line calls the worker's place, where it calls it by one. */
function inSlot(step: LifecycleStep | undefined, slot: string | undefined): LifecycleStep | undefined {
  if (slot === undefined || step === undefined) return step;
  switch (step.what) {
    case 'worker-booting':
    case 'worker-timeout':
    case 'worker-exited':
    case 'worker-killed':
      return { ...step, slot: Number(slot) };
    default:
      return step;
  }
}

/** The step of the worker that the message names as `worker`, or else of the speaker. */
export const ofWorker =
  (stepOf: (worker: number, fields: Fields) => LifecycleStep | undefined): StepOf =>
  (fields, speaker) => {
    const worker = fields['worker'] === undefined ? speaker : Number(fields['worker']);
    return worker === undefined ? undefined : stepOf(worker, fields);
  };

export const booting: StepOf = ofWorker((worker) => ({ what: 'worker-booting', worker }));
export const timeout: StepOf = ofWorker((worker) => ({ what: 'worker-timeout', worker }));
export const exiting: StepOf = ofWorker((worker) => ({ what: 'worker-exiting', worker }));

/** A worker that the line names by no pid was missed, or ended. */
export const unnamed = (end: Partial<UnnamedEnd> & Pick<UnnamedEnd, 'how'>): UnnamedEnd => ({
  ...{ what: 'unnamed-end', name: undefined, signal: undefined, code: undefined },
  ...end,
});

export const recycling = (why: string): StepOf => ofWorker((worker) => ({ what: 'worker-recycling', worker, why }));

/** The master got this signal, named in small letters. */
export const signalled =
  (signal: string): StepOf =>
  () => ({ what: 'master-signalled', signal });
