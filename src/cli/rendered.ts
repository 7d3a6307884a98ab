import { renderers } from '../app/renderers.ts';
import type { Report } from '../model/report.ts';
import { screenOf } from './screen.ts';

interface Page {
  readonly colour: boolean;
  readonly width: number;
}

/** A file: no colour, and as wide as a mail. */
export const FILE_PAGE: Page = { colour: false, width: 80 };

/** What to show of a report, and how much of it. */
interface Showing {
  readonly format: string;
  /** Long lists are shown whole. */
  readonly complete?: boolean;
  /** What it is set for; the terminal where nothing is said. */
  readonly page?: Page;
}

/** Pieces of the report in one of the catalogue's formats. Apart from the commands' base: not every command prints a report. */
export function rendered(
  report: Report,
  { format, complete = false, page = screenOf(process.stdout) }: Showing,
): Iterable<string> {
  const renderer = renderers.find(({ id }) => id === format);
  if (!renderer) throw new Error(`no renderer ${format}`);
  return renderer.render(report, { ...page, complete });
}
