/** True if two plain values say the same: both are written as the same JSON, with keys in the same order. */
export const sameJson = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
