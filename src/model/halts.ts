/** Signals by which a master is told to stop, in lower case as servers write them (gunicorn docs, "Signal Handling"). */
export const HALTS: ReadonlySet<string> = new Set(['term', 'int', 'quit', 'winch']);
