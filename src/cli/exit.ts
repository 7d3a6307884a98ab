/** What the shell is told; the only place with exit numbers. Ctrl-C ends us by its signal, which shells show as 130. */
export const EXIT = {
  clean: 0,
  /** Incidents were found, and `--fail-on incident` was given. */
  findings: 1,
  /** The command line, or something else that the operator can mend. */
  misuse: 2,
  nothingRead: 3,
  bug: 70,
} as const;
