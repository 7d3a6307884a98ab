interface Ingested {
  readonly sourcesRead: number;
  readonly sourcesUnchanged: number;
  readonly warnings: number;
}

const counted = (count: number, one: string): string => `${String(count)} ${one}${count === 1 ? '' : 's'}`;

/** What an ingest did, in one line for stderr. */
export const tally = ({ sourcesRead, sourcesUnchanged, warnings }: Ingested): string => {
  const unchanged =
    sourcesUnchanged > 0 ? `, ${counted(sourcesUnchanged, 'source')} unchanged since the last time` : '';
  return `Read ${counted(sourcesRead, 'source')}${unchanged}, ${counted(warnings, 'warning')}.`;
};
