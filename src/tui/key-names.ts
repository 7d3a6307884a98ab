import type { Key } from 'ink';
import type { Action } from './reduce.ts';

type Named = readonly [name: string, isPressed: (key: Key) => boolean];

const NAMED: readonly Named[] = [
  ['up', (key) => key.upArrow],
  ['down', (key) => key.downArrow],
  ['left', (key) => key.leftArrow],
  ['right', (key) => key.rightArrow],
  ['pageup', (key) => key.pageUp],
  ['pagedown', (key) => key.pageDown],
  ['home', (key) => key.home],
  ['end', (key) => key.end],
  ['return', (key) => key.return],
  ['tab', (key) => key.tab],
  // what terminals send for Backspace is called delete
  ['backspace', (key) => key.backspace || key.delete],
  ['escape', (key) => key.escape],
];

const CONTROLS: Readonly<Record<string, string>> = {
  '\r': 'return',
  '\n': 'return',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
};

// ESC [ < 64 ; 10 ; 5 M: button, column and row (xterm's SGR mouse reports); 64 and 65 are the wheel
const MOUSE = /^\[<(?<button>\d+);(?<column>\d+);(?<row>\d+)(?<edge>[Mm])$/;

/** What the terminal sent, as actions; keys typed fast come as one text. */
export function actionsOf(input: string, key: Key): readonly Action[] {
  const named = NAMED.find(([, isPressed]) => isPressed(key));
  if (named) return [{ what: 'key', key: named[0] }];
  const mouse = MOUSE.exec(input)?.groups;
  if (mouse) return mouseActions(mouse);
  if (key.ctrl || key.meta) return [];
  return Array.from(input).map((letter) => ({ what: 'key', key: CONTROLS[letter] ?? letter }));
}

function mouseActions({ button, column, row, edge }: Readonly<Record<string, string | undefined>>): readonly Action[] {
  if (button === '64' || button === '65') return [{ what: 'wheel', lines: button === '64' ? -1 : 1 }];
  if (button !== '0' || edge !== 'M') return [];
  return [{ what: 'clicked', column: Number(column) - 1, row: Number(row) - 1 }];
}
