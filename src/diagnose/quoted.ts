import type { LogEvent } from '../model/event.ts';

/** The first line of a record, in quotation marks. */
export const quoted = ({ text }: LogEvent): string => `"${text.split('\n')[0] ?? ''}"`;
