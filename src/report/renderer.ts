import type { Report } from '../model/report.ts';

/** How the reader looks at it. Whoever calls probes the terminal; renderers never do. */
export interface RenderOptions {
  readonly colour: boolean;
  /** Columns of the screen or page. */
  readonly width: number;
  /** Long lists are shown whole instead of being cut with a count. */
  readonly complete: boolean;
}

/** One way to print a report. It decides nothing: all facts are in the report already. */
export interface Renderer {
  /** The folder's name, and the word for `--format`. */
  readonly id: string;
  readonly title: string;
  /** Ending of a file that holds it, without the dot. */
  readonly extension: string;
  /** Pieces of text in order; same report and options in, same bytes out. */
  render(report: Report, options: RenderOptions): Iterable<string>;
}
