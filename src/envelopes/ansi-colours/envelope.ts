import { stripVTControlCharacters } from 'node:util';
import type { Envelope, Inner } from '../envelope.ts';
import { shareOf } from '../sample-share.ts';

/** What is left of a colour when the escape character itself was lost in copying: `[32mINFO[0m`. And not: `App [myapp]`. */
const LOST_ESCAPE = /\[0?m(?![\w.:/-]*\])|(?<![\w"'])\[(?:\d{1,3};){0,4}\d{1,3}m(?!\])/g;

const withoutColours = (line: string): string => stripVTControlCharacters(line).replace(LOST_ESCAPE, '');

const peel = (line: string): Inner | undefined => {
  if (!line.includes('[')) return undefined;
  const text = withoutColours(line);
  return text === line ? undefined : { text };
};

/** Colours of a terminal. */
export const ansiColours: Envelope = {
  id: 'ansi-colours',
  title: 'terminal colours',
  docs: 'https://ecma-international.org/publications-and-standards/standards/ecma-48/',
  samples: [
    {
      line: '\u001B[32mINFO\u001B[0m:     Started server process [\u001B[36m8\u001B[0m]',
      inner: { text: 'INFO:     Started server process [8]' },
    },
    { line: '[32mINFO[0m:     Uvicorn running', inner: { text: 'INFO:     Uvicorn running' } },
  ],
  learn: (sample) => (shareOf(sample, peel) > 0 ? '' : undefined),
  open: () => peel,
};
