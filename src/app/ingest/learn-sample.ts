import { learnWritten, type Sample } from '../../scan/learn-written.ts';
import type { Written } from '../../scan/readers.ts';
import { envelopes, formats, supervisors } from '../catalogue.ts';

/** How a log is written of which this is a sample. */
export const learnSample = (sample: Sample): Written => learnWritten(sample, { envelopes, formats, supervisors });
