import type { ConfigurationKind } from '../configuration.ts';
import { type FoundSetting, readWith } from '../place-settings.ts';
import { isProcessFile } from '../process-file-name.ts';
import { settingsIn, settingsOf } from './options.ts';
import { piecesIn, valuesOf, variablesOf } from './pieces.ts';
import { ARGUMENTS_VARIABLE, speaksOfProgram } from './programs.ts';
import { settingsInProcessFile } from './process-file.ts';
import { samples } from './samples.ts';
import { settingsInVariables } from './uwsgi-variables.ts';
import { commandsIn } from './words.ts';

const CLAIMED: readonly RegExp[] = [
  /^Procfile(?:\.\w+)?$/i,
  /\.service$|^override\.conf$/i,
  // Manifests, values of charts, and what Render and App Engine are told.
  /\.ya?ml$/i,
  /^(?:nixpacks|railway|fly)\.toml$|^env$|\.env(?:\.\w+)?$/i,
  /^Dockerfile|\.dockerfile$/i,
  // A program that supervisord keeps has a file of any name (`conf.d/web.conf`).
  /\.ini$|\.conf$/i,
  /^ps(?:[-_.]\w+)*\.(?:txt|log|out)$/i,
  /\.sh$/i,
];

const inVariable = (text: string): readonly FoundSetting[] =>
  valuesOf(ARGUMENTS_VARIABLE.name, text).flatMap((piece) =>
    commandsIn(piece).flatMap((words) => settingsOf(words, ARGUMENTS_VARIABLE.program)),
  );

/** A variable and the command that it stands before may reach over the same words. */
const once = (found: readonly FoundSetting[]): readonly FoundSetting[] => [
  ...new Map(found.map((setting) => [`${setting.at} ${setting.name}`, setting])).values(),
];

/** Command lines that start a server, wherever they are written down. */
export const commandLine: ConfigurationKind = {
  id: 'command-line',
  title: 'command lines of gunicorn, uvicorn, uWSGI and Celery',
  docs: 'https://docs.gunicorn.org/en/stable/configure.html#command-line',
  samples,
  claims: (fileName) => isProcessFile(fileName) || CLAIMED.some((pattern) => pattern.test(fileName)),
  read: readWith((text, environment) => {
    if (!speaksOfProgram(text)) return [];
    const variables = variablesOf(text, environment);
    return once([
      ...inVariable(text),
      ...settingsInVariables(text),
      ...settingsInProcessFile(text),
      ...piecesIn(text).flatMap((piece) => settingsIn({ ...piece, variables })),
    ]);
  }),
};
