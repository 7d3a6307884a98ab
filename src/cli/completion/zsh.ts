import { type CompletedCommand, type CompletedFlag, isPath, typed } from './completed.ts';

/** The script that has zsh complete command lines of ours; it may also lie as `_forensics` in a folder of `$fpath`. */
export const zshCompletion = (commands: readonly CompletedCommand[]): string => `#compdef forensics
# eval "$(forensics completion zsh)"
_forensics() {
  if ((CURRENT == 2)); then
    local -a commands=(
${commands.map(({ name, summary }) => `      ${quoted(`${name}:${summary}`)}`).join('\n')}
    )
    _describe command commands
    return
  fi
  shift words
  ((CURRENT--))
  case $words[1] in
${commands.map(branch).join('\n')}
  esac
}
if [[ $funcstack[1] == _forensics ]]; then _forensics "$@"; else compdef _forensics forensics; fi
`;

const branch = ({ name, flags, words }: CompletedCommand): string =>
  [
    `    ${name})`,
    `      _arguments \\`,
    ...flags.flatMap(specs).map((spec) => `        ${quoted(spec)} \\`),
    ...(words.length > 0 ? [`        ${quoted(`1:word:(${words.join(' ')})`)} \\`] : []),
    `        '*:file:_files' ;;`,
  ].join('\n');

const specs = (flag: CompletedFlag): readonly string[] =>
  typed(flag).map((name) => `*${name}[${flag.summary.replace(/[[\]\\:]/g, '\\$&')}]${valueOf(flag)}`);

function valueOf(flag: CompletedFlag): string {
  if (flag.value === undefined) return '';
  if (flag.options.length > 0) return `:${flag.value}:(${flag.options.join(' ')})`;
  return `:${flag.value}:${isPath(flag) ? '_files' : ''}`;
}

const quoted = (text: string): string => `'${text.replace(/'/g, `'\\''`)}'`;
