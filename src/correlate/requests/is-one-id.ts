/** So much of an id is enough to know it by. */
const ENOUGH = 8;

/** True if both are one id, of which applications often write the head alone (`%.8s`, `id[:12]`). */
export const isOneId = (one: string, other: string): boolean =>
  one === other || (Math.min(one.length, other.length) >= ENOUGH && (one.startsWith(other) || other.startsWith(one)));
