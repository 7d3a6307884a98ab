import { renderers } from '../app/renderers.ts';
import { explain } from '../app/explain/explain.ts';
import type { Report } from '../model/report.ts';
import { FILE_PAGE } from './rendered.ts';

const PAGE = { ...FILE_PAGE, complete: true };

const longestTicks = (text: string): number => Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));

/** The story of one incident as a markdown document. */
export function incidentMarkdown(report: Report, incident: string): string {
  const story = explain(report, incident);
  const rendered = (id: string): string | undefined => {
    const renderer = renderers.find((one) => one.id === id);
    return renderer && [...renderer.render(story, PAGE)].join('');
  };
  const text = rendered('text') ?? '';
  const fence = '`'.repeat(longestTicks(text) + 1);
  return rendered('markdown') ?? `# Incident ${incident}\n\n${fence}\n${text.trimEnd()}\n${fence}\n`;
}
