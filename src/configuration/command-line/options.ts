import type { FoundSetting } from '../place-settings.ts';
import { type Option, type Program, programOf, speaksOfProgram } from './programs.ts';
import { commandsIn, commandsWithin, type Piece, type Variables, type Word } from './words.ts';

/** Words before a program's name that mean: it is spoken of, not started. */
const NOT_STARTING = new Set(
  'install uninstall add remove purge echo printf logger which whereis man grep egrep pgrep pkill killall cat tail'.split(
    ' ',
  ),
);

const NUMBER = /^\d{1,9}(?:\.\d{1,6})?$/;
const WORD = /^[\w.:#/-]+$/;

// $TIMEOUT · ${TIMEOUT} · ${TIMEOUT:-45}        behind the dash, what the shell takes where nobody sets the variable
const VARIABLE = /^\$(?:(?<bare>\w+)|\{(?<name>\w+)(?::?-(?<value>[^${}]+))?\})$/;

const filledIn = (text: string | undefined, variables: Variables): string | undefined => {
  const { bare, name = bare, value } = VARIABLE.exec(text ?? '')?.groups ?? {};
  return (name === undefined ? undefined : variables(name)) ?? value ?? text;
};

const NONE: Variables = () => undefined;

/** The value as it is stated, or its default; `undefined` where only a shell or a template could fill it in. */
const stated = (
  { value: wanted }: Option,
  { words, variables }: { readonly words: string | undefined; readonly variables: Variables },
): string | undefined => {
  if (wanted === 'none') return 'True';
  const text = filledIn(words, variables);
  if (text === undefined || (wanted !== 'format' && !(wanted === 'number' ? NUMBER : WORD).test(text)))
    return undefined;
  // A percent sign is doubled in systemd's units and in supervisord's files.
  return wanted === 'format' && /\$[({\w]|`/.test(text) ? undefined : text.replaceAll('%%', '%');
};

interface Flag {
  readonly option: Option;
  /** What stands in the same word: `--timeout=120`, `-t120`. */
  readonly attached: string | undefined;
}

const FLAG = /^(?:(?<long>--[^=]+)(?:=(?<value>[^]*))?|(?<short>-\w)=?(?<tail>[^]+)?)$/;

const flagOf = (text: string, { options }: Program): Flag | undefined => {
  const { long, value, short, tail } = FLAG.exec(text)?.groups ?? {};
  const option = options.get(long ?? short ?? '');
  return option && { option, attached: long === undefined ? tail : value };
};

/** What the options among the words state. */
export const settingsOf = (
  words: readonly Word[],
  program: Program,
  variables: Variables = NONE,
): readonly FoundSetting[] =>
  words.flatMap(({ text, at }, place) => {
    const flag = flagOf(text, program);
    if (!flag) return [];
    const value = stated(flag.option, { words: flag.attached ?? words[place + 1]?.text, variables });
    return value === undefined ? [] : { name: flag.option.name, value, server: program.server, at };
  });

/** The place of the word that starts a program: not that of a user of the same name, who stands right before it. */
const placeOfProgram = (words: readonly Word[]): number =>
  words.findIndex(
    ({ text }, place) => programOf(text) !== undefined && programOf(words[place + 1]?.text ?? '') === undefined,
  );

const settingsOfCommand = (words: readonly Word[], piece: Piece): readonly FoundSetting[] => {
  const place = placeOfProgram(words);
  const before = place < 0 ? words : words.slice(0, place);
  if (before.some(({ text }) => NOT_STARTING.has(text))) return [];
  const program = programOf(words[place]?.text ?? '');
  if (program) return settingsOf(words.slice(place + 1), program, piece.variables);
  return words
    .filter(({ text }) => /[ \t\n]/.test(text) && speaksOfProgram(text))
    .flatMap((word) => commandsWithin(word, piece))
    .flatMap((inner) => settingsOfCommand(inner, { ...piece, syntax: 'plain' }));
};

// www-data  20431  0.1 …
const USER_AND_PID = /^\s*[\w.+-]+\s+\d+\s/;

/** What the commands of a piece state. */
export const settingsIn = (piece: Piece): readonly FoundSetting[] => {
  const commands = commandsIn(piece);
  if (piece.syntax !== 'plain') return commands.flatMap((words) => settingsOfCommand(words, piece));
  const isUserFirst = USER_AND_PID.test(piece.text);
  return commands
    .flatMap((words) => settingsOfCommand(isUserFirst ? words.slice(1) : words, piece))
    .filter(({ name }) => !name.endsWith('format'));
};
