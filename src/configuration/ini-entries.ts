/** One `key = value` of an ini file, or one `key: value` of a flat YAML file. */
export interface IniEntry {
  /** Name of the section it stands in; empty before the first. */
  readonly section: string;
  readonly key: string;
  /** As written, trimmed: with its quotes and whatever follows them. */
  readonly value: string;
  /** Index of its line in the text. */
  readonly at: number;
}

// [uwsgi] · uwsgi:
const SECTION = /^\uFEFF?(?:\[([^\]\n]*)\]|([\w.-]+):[ \t\r]*$)/;
// harakiri = 30 · harakiri: 30
const ENTRY = /^[ \t\uFEFF]*([\w.-]+)[ \t]*[=:](.*)/;

/** All entries of a text, in its order. */
export const iniEntries = (text: string): readonly IniEntry[] => {
  const entries: IniEntry[] = [];
  let section = '';
  let at = 0;
  for (const line of text.split('\n')) {
    const opened = SECTION.exec(line);
    const [, key, value = ''] = ENTRY.exec(line) ?? [];
    if (opened) section = opened[1] ?? opened[2] ?? '';
    else if (key !== undefined) entries.push({ section, key, value: value.trim(), at });
    at += line.length + 1;
  }
  return entries;
};

/** The number that a value is, quoted or not, followed by nothing but a comment. */
export const wholeNumberOf = (value: string): string | undefined =>
  /^(["']?)(\d{1,9})\1(?:\s*[;#].*)?$/.exec(value)?.[2];
