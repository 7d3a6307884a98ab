interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

const isSet = (name: string): boolean => (process.env[name] ?? '') !== '';

/** See https://no-color.org; FORCE_COLOR is for pagers that understand colour. */
const wantsColour = ({ isTTY = false }: Stream): boolean => {
  if (isSet('NO_COLOR')) return false;
  if (isSet('FORCE_COLOR')) return process.env['FORCE_COLOR'] !== '0';
  return isTTY && process.env['TERM'] !== 'dumb';
};

/** True where a line may be drawn over and over: a person is watching, no build log. */
export const isWatched = ({ isTTY = false }: Stream): boolean =>
  isTTY && !isSet('CI') && process.env['TERM'] !== 'dumb';

/** Width where nothing tells it (some pseudo-terminals say 0), and the least that a page is set for. */
const USUAL_WIDTH = 80;
const LEAST_WIDTH = 40;

/** How a report is to be printed on a stream. */
export const screenOf = (stream: Stream): { readonly colour: boolean; readonly width: number } => ({
  colour: wantsColour(stream),
  width: Math.max(LEAST_WIDTH, stream.columns || USUAL_WIDTH),
});

/** Columns of a terminal; `undefined` for files and pipes, where a line may be of any length. */
export const columnsOf = ({ isTTY = false, columns }: Stream): number | undefined =>
  isTTY && columns ? columns : undefined;

/** Lines where nothing tells how many there are; the last one of a terminal stays free, or it would scroll. */
const USUAL_ROWS = 24;

/** Columns and lines to draw on. */
export const sizeOf = ({
  isTTY = false,
  columns,
  rows,
}: Stream): { readonly columns: number; readonly rows: number } => ({
  columns: (isTTY && columns) || USUAL_WIDTH,
  rows: isTTY && rows ? rows - 1 : USUAL_ROWS,
});

/** The first of these that is set is the locale of characters (POSIX, 8.2); where none is, terminals speak UTF-8. */
const LOCALES = ['LC_ALL', 'LC_CTYPE', 'LANG'] as const;

const speaksUtf8 = (): boolean => /utf-?8|^$/i.test(process.env[LOCALES.find(isSet) ?? ''] ?? '');

/** How a frame is brought onto a stream. */
export const paintFor = (
  stream: Stream,
  { ascii }: { readonly ascii: boolean },
): { readonly colour: boolean; readonly ascii: boolean } => ({
  colour: wantsColour(stream),
  ascii: ascii || !speaksUtf8(),
});
