import type { Report } from '../../model/report.ts';
import type { Renderer } from '../renderer.ts';

/** Harmless in JSON but not on a terminal: DEL, C1 controls, line separators and marks that turn the writing direction. */
const UNSAFE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const escaped = (mark: string): string => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A value as indented JSON that may be shown on a terminal; reads back to the same value. */
const toSafeJson = (value: unknown): string => JSON.stringify(value, null, 2).replace(UNSAFE, escaped);

/** One piece per key, so that a report over many incidents is never one huge string. */
function* render(report: Report): Iterable<string> {
  let before = '{\n';
  for (const [key, value] of Object.entries(report)) {
    yield `${before}  ${JSON.stringify(key)}: ${toSafeJson(value).replaceAll('\n', '\n  ')}`;
    before = ',\n';
  }
  yield '\n}\n';
}

/** The report as it is, for programs: schema/forensics-report-1.schema.json. */
export const jsonRenderer: Renderer = {
  id: 'json',
  title: 'for programs (schema forensics-report/1)',
  extension: 'json',
  render,
};
