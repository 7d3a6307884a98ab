/** Numbers of Linux on x86 and ARM (man 7 signal). */
const SIGNALS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGTRAP: 5,
  SIGABRT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGSEGV: 11,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGSTKFLT: 16,
  SIGCHLD: 17,
  SIGCONT: 18,
  SIGSTOP: 19,
  SIGTSTP: 20,
  SIGTTIN: 21,
  SIGTTOU: 22,
  SIGURG: 23,
  SIGXCPU: 24,
  SIGXFSZ: 25,
  SIGVTALRM: 26,
  SIGPROF: 27,
  SIGWINCH: 28,
  SIGIO: 29,
  SIGPWR: 30,
  SIGSYS: 31,
};

const NAMES = new Map(Object.entries(SIGNALS).map(([name, number]) => [number, name]));

/** The number of `SIGKILL`; `undefined` for a name that Linux does not know. */
export const signalNumber = (name: string): number | undefined =>
  Object.hasOwn(SIGNALS, name) ? SIGNALS[name] : undefined;

/** `SIGKILL` for 9; `signal 40` for a number without a name of its own. */
export const signalName = (number: number): string => NAMES.get(number) ?? `signal ${number}`;

export const SIGKILL = 9;
export const SIGTERM = 15;

/** SIGILL, SIGBUS, SIGFPE, SIGSEGV: what the processor refuses; hardly anybody sends them. */
const FAULTS: ReadonlySet<number | undefined> = new Set([4, 7, 8, 11]);

/** True for a signal that tells of code which the processor refused. */
export const isFault = (signal: number | undefined): boolean => FAULTS.has(signal);
