import { type CompletedCommand, type CompletedFlag, typed } from './completed.ts';

/** The script that has bash complete command lines of ours; what it has no words for are files. */
export const bashCompletion = (commands: readonly CompletedCommand[]): string => `# eval "$(forensics completion bash)"
_forensics() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} words=
  if ((COMP_CWORD == 1)); then
    words='${commands.map(({ name }) => name).join(' ')} --help --version'
  else
    case \${COMP_WORDS[1]} in
${commands.map(branch).join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o bashdefault -o default -F _forensics forensics
`;

const branch = ({ name, flags, words }: CompletedCommand): string => {
  const valued = flags.filter(({ value }) => value !== undefined);
  const free = valued.filter(({ options }) => options.length === 0).flatMap(typed);
  return [
    `      ${name})`,
    `        case $before in`,
    ...valued.filter(({ options }) => options.length > 0).map(values),
    ...(free.length > 0 ? [`          ${free.join(' | ')}) ;;`] : []),
    `          *)`,
    `            if [[ $word == -* ]]; then words='${flags.flatMap(typed).join(' ')}'`,
    `            elif ((COMP_CWORD == 2)); then words='${words.join(' ')}'; fi ;;`,
    `        esac ;;`,
  ].join('\n');
};

const values = (flag: CompletedFlag): string =>
  `          ${typed(flag).join(' | ')}) words='${flag.options.join(' ')}' ;;`;
