import { describe, expect, it } from 'vitest';
import { statusAsked } from '../../src/cli/status-asked.ts';
import { sampleReport } from '../report/sample-report.ts';

const AT = new Date('2021-03-12T09:57:42+08:00');

describe('statusAsked', () => {
  it.each([
    ['502 at 9:57:42', undefined],
    ['502 around 9:57:42', undefined],
    ['502 9:57:42', undefined],
    ['502', '9:57:42'],
  ])('understands %s %s within what the logs cover', (what, time) => {
    expect(statusAsked({ what, time }, sampleReport)).toEqual({ status: '502', at: AT });
  });

  it.each(['502', '20431', 'i1', 'job 17', '2021031256665'])('leaves %s to what has that name', (what) => {
    expect(statusAsked({ what }, sampleReport)).toBeUndefined();
  });

  it.each([
    ['i1', '9:57:42'],
    ['502', 'the day of the goat'],
  ])('refuses %s %s', (what, time) => {
    expect(() => statusAsked({ what, time }, sampleReport)).toThrow(expect.objectContaining({ code: 'E_TIME' }));
  });
});
