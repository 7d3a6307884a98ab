import { type CompletedCommand, type CompletedFlag, isPath } from './completed.ts';

/** The script that has fish complete command lines of ours. */
export const fishCompletion = (commands: readonly CompletedCommand[]): string =>
  [
    '# forensics completion fish | source',
    ...commands.map(
      ({ name, summary }) => `complete -c forensics -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
    ),
    ...commands.flatMap(linesOf),
    '',
  ].join('\n');

function linesOf({ name, flags, words }: CompletedCommand): readonly string[] {
  const within = `complete -c forensics -n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
  return [
    ...flags.map((flag) => `${within} ${nameOf(flag)}${valueOf(flag)} -d ${quoted(flag.summary)}`),
    ...(words.length > 0 ? [`${within} -a ${quoted(words.join(' '))}`] : []),
  ];
}

const nameOf = ({ name, char }: CompletedFlag): string => `-l ${name}${char === undefined ? '' : ` -s ${char}`}`;

function valueOf(flag: CompletedFlag): string {
  if (flag.value === undefined) return '';
  if (flag.options.length > 0) return ` -x -a ${quoted(flag.options.join(' '))}`;
  return isPath(flag) ? ' -r' : ' -x';
}

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
