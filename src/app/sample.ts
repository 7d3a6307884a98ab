/** How much of a source is looked at to learn how it is written: enough for phrases to repeat. */
export const SAMPLE = { maxBytes: 1024 * 1024, maxLines: 5_000 } as const;
