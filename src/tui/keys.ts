/** What a key asks for, whatever the screen makes of it. */
export type Command =
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'first'
  | 'last'
  | 'closer'
  | 'farther'
  | 'fit'
  | 'next'
  | 'previous'
  | 'pane'
  | 'enter'
  | 'back'
  | 'search'
  | 'go'
  | 'filter'
  | 'zone'
  | 'remark'
  | 'open'
  | 'copy'
  | 'write'
  | 'keys'
  | 'quit';

interface Binding {
  readonly command: Command;
  /** Names of keys; a letter is its own name. */
  readonly keys: readonly string[];
}

const BINDINGS: readonly Binding[] = [
  { command: 'left', keys: ['left', 'h'] },
  { command: 'right', keys: ['right', 'l'] },
  { command: 'up', keys: ['up', 'k'] },
  { command: 'down', keys: ['down', 'j'] },
  { command: 'page-up', keys: ['pageup'] },
  { command: 'page-down', keys: ['pagedown', ' '] },
  { command: 'first', keys: ['home'] },
  { command: 'last', keys: ['end'] },
  { command: 'closer', keys: ['+', '='] },
  { command: 'farther', keys: ['-', '_'] },
  { command: 'fit', keys: ['0'] },
  { command: 'next', keys: ['n'] },
  { command: 'previous', keys: ['p'] },
  { command: 'pane', keys: ['tab'] },
  { command: 'enter', keys: ['return'] },
  { command: 'back', keys: ['escape', 'backspace'] },
  { command: 'search', keys: ['/'] },
  { command: 'go', keys: ['g'] },
  { command: 'filter', keys: ['f'] },
  { command: 'zone', keys: ['z'] },
  { command: 'remark', keys: ['m'] },
  { command: 'open', keys: ['o'] },
  { command: 'copy', keys: ['y'] },
  { command: 'write', keys: ['w'] },
  { command: 'keys', keys: ['?'] },
  { command: 'quit', keys: ['q'] },
];

const COMMANDS = new Map(BINDINGS.flatMap(({ command, keys }) => keys.map((key) => [key, command])));

export const commandOf = (key: string): Command | undefined => COMMANDS.get(key);

/** What `?` shows. */
export const KEY_HELP: readonly (readonly [keys: string, does: string])[] = [
  ['arrows, h j k l', 'move in time, and between workers or requests'],
  ['PgUp PgDn', 'a page up or down'],
  ['Home End', 'the beginning or end of the logs'],
  ['+ -', 'look closer, or farther back'],
  ['0', 'fit everything on the screen'],
  ['n p', 'next and previous incident'],
  ['Enter, Esc', 'into what is looked at, and out again'],
  ['Tab', 'overview, incident, evidence in turn'],
  ['/', 'search pids, request ids, paths and log text; empty: the next find'],
  ['g', 'go to a time: 9:57, 12 mar 9:57, 5 min before, 2h after'],
  ['f', 'filter by role, cause, host or pid: casualty, oom, web-1, 4711'],
  ['z', "zone: the logs' own, UTC, this machine's"],
  ['m', 'remark on what is looked at; kept in the case, shown in reports'],
  ['o', 'open the log at the line in $EDITOR or $PAGER'],
  ['y', 'copy the log lines'],
  ['w', 'write the incident to a markdown file'],
  ['q', 'quit'],
];
