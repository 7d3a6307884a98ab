import { commandsIn, type Piece, type Variables } from './words.ts';

/** A line with those that a backslash at its end joins to it. */
interface LogicalLine {
  readonly text: string;
  readonly at: number;
}

/** A comment, or a unit's words about itself. */
const isComment = (line: string): boolean => /^\s*(?:[#;]|Description=)/.test(line);
const isContinued = (line: string): boolean => /\\\r?$/.test(line);
const indentOf = (line: string): number => line.length - line.trimStart().length;

/** A comment between joined lines, as systemd and Docker allow it, does not part them. */
const logicalLines = (text: string): readonly LogicalLine[] => {
  const lines: LogicalLine[] = [];
  let gathered: string[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    gathered.push(line);
    if (isContinued(line) || (gathered.length > 1 && isComment(line))) continue;
    const whole = gathered.join('\n');
    lines.push({ text: whole, at });
    at += whole.length + 1;
    gathered = [];
  }
  return gathered.length > 0 ? [...lines, { text: gathered.join('\n'), at }] : lines;
};

/** A key whose value, or list, may go on over the lines that follow and are indented. */
interface Opening {
  readonly indent: number;
  /** Of the key itself, where a dash stands before it. */
  readonly keyIndent: number;
  readonly rest: LogicalLine;
  readonly isYaml: boolean;
}

//     command: gunicorn shop.wsgi · - args: ["gunicorn", …]
const YAML_KEY =
  /^[ \t]*(?:- )?["']?(?:command|entrypoint|args|cmd|startCommand|start_command|run_command)["']?:(?=[ \t\r\n]|$)/;
// command=/srv/env/bin/gunicorn shop.wsgi · ExecStart=-/usr/bin/gunicorn shop.wsgi
const INI_KEY = /^\uFEFF?(?:command|cmd|startCommand|ExecStart)[ \t]*=[ \t]*[-@:+!|]*/;
// CMD ["gunicorn", "shop.wsgi"]
const DOCKER_KEY = /^[ \t\uFEFF]*(?:CMD|ENTRYPOINT)[ \t]+/i;
//  20431 ?  Sl  0:03 gunicorn … · www-data 20431 0.1 …
const PROCESS = /^\s*(?:\d+\s+\S|[\w.+-]+\s+\d+\s+[\d.]+\s)/;

const after = ({ text, at }: LogicalLine, length: number): LogicalLine => ({
  text: text.slice(length),
  at: at + length,
});

const openingOf = (line: LogicalLine): Opening | undefined => {
  const yaml = YAML_KEY.exec(line.text)?.[0];
  const key = yaml ?? INI_KEY.exec(line.text)?.[0];
  if (key === undefined) return undefined;
  const keyIndent = /^\s*(?:- )?/.exec(line.text)?.[0].length ?? 0;
  return { indent: indentOf(line.text), keyIndent, rest: after(line, key.length), isYaml: yaml !== undefined };
};

/** Whether a line still belongs to the key above it. */
const goesOn = (line: string, { indent, isYaml }: Opening): boolean => {
  if (line.trim() === '') return isYaml;
  return indentOf(line) > indent || (isYaml && indentOf(line) === indent && /^\s*(?:- |\])/.test(line));
};

//       args: ["--timeout", "45"]        of the command that stands right above it (Kubernetes)
const ARGUMENTS = /^(?<indent>[ \t]*)["']?args["']?:(?=[ \t\r\n]|$)/;

const isPartOf = (line: string, opening: Opening): boolean =>
  goesOn(line, opening) || (opening.isYaml && ARGUMENTS.exec(line)?.groups?.['indent']?.length === opening.keyIndent);

const isList = (text: string): boolean => text.trimStart().startsWith('[');

const withoutMarks = (line: string): string =>
  line.replace(ARGUMENTS, (key) => ' '.repeat(key.length)).replace(/^(\s*)- /, '$1  ');

const pieceOfOpening = ({ rest, isYaml }: Opening, following: readonly LogicalLine[]): Piece => ({
  // The dash of a YAML list and the mark of a folded text are no words: blanked, so that every index stays.
  text: [rest, ...following]
    .map(({ text }, place) => (isYaml && place > 0 ? withoutMarks(text) : text))
    .join('\n')
    .replace(/^[ \t]*>[-+\d]*/, (mark) => (isYaml ? ' '.repeat(mark.length) : mark)),
  at: rest.at,
  syntax: [rest.text, ...following.map(({ text }) => text.replace(ARGUMENTS, ''))].some(isList) ? 'list' : 'shell',
  // Lines of a literal text (`command: |`, or `- |` under `sh -c`) are commands of their own.
  endsAtLine: isYaml && [rest, ...following].some(({ text }) => /^\s*(?:- )?\|[-+\d]*\s*$/.test(text)),
});

const pieceOfLine = (line: LogicalLine): Piece => {
  const docker = DOCKER_KEY.exec(line.text)?.[0];
  const { text, at } = after(line, docker?.length ?? 0);
  const other = PROCESS.test(text) ? 'plain' : 'shell';
  return { text, at, syntax: docker !== undefined && isList(text) ? 'list' : other, endsAtLine: false };
};

/** All that may be a command in a Procfile, a unit, a compose file, a Dockerfile, an ini file, a script or `ps`. */
export const piecesIn = (text: string): readonly Piece[] => {
  const lines = logicalLines(text);
  const pieces: Piece[] = [];
  for (let place = 0; place < lines.length; place += 1) {
    const line = lines[place];
    if (!line || isComment(line.text)) continue;
    const opening = openingOf(line);
    if (!opening) {
      pieces.push(pieceOfLine(line));
      continue;
    }
    let end = place + 1;
    while (end < lines.length && isPartOf(lines[end]?.text ?? '', opening)) end += 1;
    pieces.push(pieceOfOpening(opening, lines.slice(place + 1, end)));
    place = end - 1;
  }
  return pieces;
};

/** The values that a text gives to a variable of the environment, whatever the file's way to say so. */
export const valuesOf = (variable: string, text: string): readonly Piece[] => {
  if (!text.includes(variable)) return [];
  // ENV X="a b" · export X='a b' · Environment="X=a b" · X: "a b" · - X=a b
  // Not $X, which only uses it.
  const pattern = new RegExp(`(["']?)(?<![\\w\${])${variable}(?:["'](?=\\s*:))?(?:[ \\t]*[=:][ \\t]*|[ \\t]+)(["']?)`);
  return logicalLines(text).flatMap((line) => {
    const [whole, before = '', behind = ''] = pattern.exec(line.text) ?? [];
    if (whole === undefined || isComment(line.text)) return [];
    const rest = after(line, line.text.indexOf(whole) + whole.length);
    const quote = behind === '' ? before : behind;
    const end = quote === '' ? -1 : rest.text.indexOf(quote);
    return { text: end < 0 ? rest.text : rest.text.slice(0, end), at: rest.at, syntax: 'shell', endsAtLine: false };
  });
};

/** What the first of these texts that says so gives to a variable of the environment. */
export const variablesOf =
  (...texts: readonly string[]): Variables =>
  (name) =>
    texts.flatMap((text) => valuesOf(name, text).flatMap((piece) => commandsIn(piece)[0]?.[0]?.text ?? []))[0];
