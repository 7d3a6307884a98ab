/** How exports and consoles call the columns of a table that hold the time, the line that was logged, and who wrote it. */
const TIME = /^[@_]?(?:time ?stamp|time|date(?: ?time)?|time_?generated|event_?time)(?: ?\[?\(?utc\)?\]?)?$/i;
const MESSAGE =
  /^[@_]?(?:message|log|line|msg|text_?payload|content|raw|body|result_?description|log_?entry|log_?message|log_s)$/i;
const HOST = /^[@_]?(?:host(?: ?name)?|pod(?:_?name)?|log_?stream(?:_?name)?|container(?:_?name)?|source|instance)$/i;

/** Where in a row stands what; `host` is -1 where no column tells it. */
export interface Columns {
  readonly cells: number;
  readonly time: number;
  readonly message: number;
  readonly host: number;
}

/** The columns that a heading names; `undefined` where it is none of a log. */
export function columnsOf(heading: readonly string[]): Columns | undefined {
  const names = heading.map((name) => name.trim());
  const at = (pattern: RegExp): number => names.findIndex((name) => pattern.test(name));
  const columns = { cells: names.length, time: at(TIME), message: at(MESSAGE), host: at(HOST) };
  return columns.time < 0 || columns.message < 0 ? undefined : columns;
}
