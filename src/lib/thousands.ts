const THOUSANDS = /\B(?=(?:\d{3})+$)/g;

/** A whole number with its thousands grouped: `1,234,567`. Intl would do it too, and takes longer to load than a frame to draw. */
export const thousands = (count: number): string => String(count).replace(THOUSANDS, ',');
