/** With one sign a rule may be right, with more it probably is; never sure, for no rule sees all that could speak against it. */
const BY_SIGNS: readonly number[] = [0, 0.5, 0.75, 0.85];

/** How sure a rule may be with so many signs that do not depend on each other. */
export const confidenceBy = (signs: readonly string[]): number => BY_SIGNS[Math.min(signs.length, 3)] ?? 0;
