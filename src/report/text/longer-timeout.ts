import type { Incident } from '../../model/report.ts';
import type { LongerTimeout } from '../../model/report-block.ts';
import { duration } from '../clock.ts';
import { counted } from '../counted.ts';
import type { Line } from '../line.ts';
import { told } from './margin.ts';
import type { Page } from './margin.ts';

const lasted = (seconds: number): string => duration(seconds * 1_000);

const others = ({ aboveSeconds, longestEndedSeconds: longest }: LongerTimeout): string => {
  if (longest === null) return 'nothing shows whether it would have ended.';
  return longest > aboveSeconds
    ? `the longest of its kind that ended took ${lasted(longest)}.`
    : `all of its kind that ended took ${lasted(longest)} at most, so it may never have.`;
};

const price = ({ waiting }: LongerTimeout): string =>
  waiting === 0
    ? 'this worker would have served nobody else until then.'
    : `${counted(waiting, 'other request')} would have waited until then.`;

/** Whether a longer timeout would have saved the worker, and at what price. */
export const longerTimeout = ({ longerTimeout: would }: Incident, page: Page): readonly Line[] =>
  would
    ? told(
        'Timeout',
        `One above ${lasted(would.aboveSeconds)} saves it only if the block ends: ${others(would)} The price: ${price(would)}`,
        page,
      )
    : [];
