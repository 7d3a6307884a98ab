import type { FoundSetting } from '../place-settings.ts';
import { settingsIn, settingsOf } from './options.ts';
import { programOf } from './programs.ts';
import { commandsIn, type Piece } from './words.ts';

/** pm2's process file in any of its spellings; it may hold one more level of braces (`env: {}`) between the two. */
const APPLICATION =
  /\bscript["']?\s*:\s*(?<quote>["'`])(?<script>[^"'`\n]+)\k<quote>(?<between>(?:[^{}]|\{[^{}]*\})*?)\bargs["']?\s*:\s*(?<mark>["'`])(?<args>[^"'`\n]*)\k<mark>/g;

/** What the arguments state that pm2 starts a server with: `script: "gunicorn", args: "-w 4 shop:app"`. */
export const settingsInProcessFile = (text: string): readonly FoundSetting[] =>
  [...text.matchAll(APPLICATION)].flatMap((found) => {
    const { script = '', args = '' } = found.groups ?? {};
    const at = found.index + found[0].length - args.length - 1;
    const piece: Piece = { text: args, at, syntax: 'shell', endsAtLine: false };
    const program = programOf(script);
    return program ? commandsIn(piece).flatMap((words) => settingsOf(words, program)) : settingsIn(piece);
  });
