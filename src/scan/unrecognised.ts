import type { UnrecognisedRow } from '../model/findings.ts';
import type { Origin } from '../model/line.ts';

const MAX_TEMPLATES = 500;
const MAX_TEMPLATE_CHARS = 160;
const OVERFLOW = '(more kinds of lines)';

/** Lines that no format reads, counted by what is left of them when their numbers are masked. */
export class UnrecognisedLines {
  private readonly byTemplate = new Map<string, { count: number; example: Origin; exampleText: string }>();

  total = 0;

  add(text: string, origin: Origin): void {
    this.total += 1;
    const template = text.slice(0, MAX_TEMPLATE_CHARS).replace(/[0-9a-f]*\d[0-9a-f]*/gi, '#');
    const key = this.byTemplate.size < MAX_TEMPLATES || this.byTemplate.has(template) ? template : OVERFLOW;
    const known = this.byTemplate.get(key);
    if (known) known.count += 1;
    else this.byTemplate.set(key, { count: 1, example: origin, exampleText: text.slice(0, 1_000) });
  }

  rows(): readonly UnrecognisedRow[] {
    return [...this.byTemplate].map(([template, rest]) => ({ template, ...rest }));
  }
}
