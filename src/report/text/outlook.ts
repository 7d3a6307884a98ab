import type { NearMiss, Report } from '../../model/report.ts';
import type { Pattern } from '../../model/report-pattern.ts';
import { BLANK } from '../line.ts';
import type { Line } from '../line.ts';
import { evidenceLines } from './evidence.ts';
import { bounded, heading, marked, toldOn } from './margin.ts';
import type { Page } from './margin.ts';
import { nearMissWords } from './near-miss-words.ts';

const onePattern = ({ title, incidents, evidence }: Pattern, page: Page): readonly Line[] => {
  const { shown, hidden } = bounded(incidents, 8, page);
  const more = hidden > 0 ? ` and ${String(hidden)} more` : '';
  return [
    ...toldOn(`${title}: ${shown.join(', ')}${more}`, page),
    ...bounded(evidence, 3, page).shown.flatMap((text) => marked('+', text, page)),
  ];
};

/** What several incidents have in common. */
export const patterns = ({ patterns: all }: Report, page: Page): readonly Line[] => {
  if (all.length === 0) return [];
  const { shown, hidden } = bounded(all, 8, page);
  return [
    BLANK,
    heading('Patterns', page),
    ...shown.flatMap((pattern) => onePattern(pattern, page)),
    ...(hidden > 0
      ? toldOn(`... and ${String(hidden)} more (--format json holds all)`, { ...page, tone: 'faint' })
      : []),
  ];
};

const oneNearMiss = (miss: NearMiss, page: Page): readonly Line[] => [
  ...toldOn(nearMissWords(miss), page),
  ...(page.complete ? miss.evidence.flatMap((each) => evidenceLines(each, page)) : []),
];

/** Stalls that ended just in time, longest first. */
export const nearMisses = (report: Report, page: Page): readonly Line[] => {
  if (report.nearMisses.length === 0) return [];
  const longestFirst = [...report.nearMisses].sort((a, b) => b.stallSeconds - a.stallSeconds);
  const { shown, hidden } = bounded(longestFirst, 5, page);
  return [
    BLANK,
    heading('Near misses: the next incident', page),
    ...shown.flatMap((miss) => oneNearMiss(miss, page)),
    ...(hidden > 0
      ? toldOn(`... and ${String(hidden)} shorter ones (--format json holds all)`, { ...page, tone: 'faint' })
      : []),
  ];
};

/** What the logs could not tell, and the line of configuration that would settle it next time. */
export const gaps = ({ gaps: all }: Report, page: Page): readonly Line[] => {
  if (all.length === 0) return [];
  return [
    BLANK,
    heading('What these logs could not tell', page),
    ...all.flatMap(({ what, why, remedy }) => [
      ...marked('?', `${what}: ${why}`, page),
      ...(remedy ? marked(' ', `Next time: ${remedy}`, page) : []),
    ]),
  ];
};
