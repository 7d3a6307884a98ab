/** In place of the bits of pids that nobody noted down. */
export const ANY_PID = -1;

/** The bit of a pid, one of 32: the pids of one server's workers are near each other, and hardly ever share one. */
export const bitOfPid = (pid: number): number => 1 << (pid & 31);
