import type { Report } from '../../model/report.ts';
import { fullTime } from '../clock.ts';
import { BLANK } from '../line.ts';
import type { Line } from '../line.ts';
import { heading, type Page, toldOn } from './margin.ts';

/** What people have written down themselves. */
export const remarks = ({ remarks: all }: Report, page: Page): readonly Line[] => {
  if (all.length === 0) return [];
  return [
    BLANK,
    heading('Remarks of yours', page),
    ...all.flatMap(({ at, about, text }) => toldOn(`${fullTime(at)}, ${about}: ${text}`, page)),
  ];
};
