/** A day as a number, YYYYMMDD. */
export const dayAt = (at: Date): number => Number(at.toISOString().slice(0, 10).replaceAll('-', ''));
