import type { Key } from 'ink';
import { describe, expect, it } from 'vitest';
import { actionsOf } from '../../src/tui/key-names.ts';

const NONE: Key = {
  ...{ upArrow: false, downArrow: false, leftArrow: false, rightArrow: false, pageDown: false, pageUp: false },
  ...{ home: false, end: false, return: false, escape: false, ctrl: false, shift: false, tab: false },
  ...{ backspace: false, delete: false, meta: false, super: false, hyper: false, capsLock: false, numLock: false },
};

describe('what the terminal sends', () => {
  it.each([
    ['an arrow', '', { ...NONE, upArrow: true }, [{ what: 'key', key: 'up' }]],
    ['what terminals send for Backspace', '', { ...NONE, delete: true }, [{ what: 'key', key: 'backspace' }]],
    ['keys typed fast', 'ab\r', NONE, ['a', 'b', 'return'].map((key) => ({ what: 'key', key }))],
    ['a letter with Control', 'c', { ...NONE, ctrl: true }, []],
    ['the wheel', '[<64;10;5M', NONE, [{ what: 'wheel', lines: -1 }]],
    ['a click', '[<0;10;5M', NONE, [{ what: 'clicked', column: 9, row: 4 }]],
    ['a button let go', '[<0;10;5m', NONE, []],
  ])('%s', (_name, input, key, actions) => {
    expect(actionsOf(input, key)).toEqual(actions);
  });
});
