/** nginx' own (499) and AWS ALB's (460). */
const STATUSES: ReadonlySet<number> = new Set([499, 460]);

/** True if a status says that the client left before it was answered. */
export const hasClientLeft = (status: number | undefined): boolean => status !== undefined && STATUSES.has(status);
