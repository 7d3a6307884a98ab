import { describe, expect, it } from 'vitest';
import { timesAsked } from '../../src/cli/times-asked.ts';
import { sampleReport } from '../report/sample-report.ts';

describe('timesAsked', () => {
  it('narrows nothing unless asked', () => {
    expect(timesAsked({}, sampleReport)).toEqual({ since: undefined, until: undefined });
  });

  it("counts from the logs' own last moment", () => {
    expect(timesAsked({ since: '1 minute ago' }, sampleReport).since?.toISOString()).toBe('2021-03-12T01:57:31.003Z');
  });

  it('counts from --now where it is given', () => {
    const flags = { since: '2 hours ago', until: '1 hour ago', now: '2021-03-13T00:00:00+08:00' };
    expect(timesAsked(flags, sampleReport)).toEqual({
      since: new Date('2021-03-12T14:00:00Z'),
      until: new Date('2021-03-12T15:00:00Z'),
    });
  });

  it('refuses what is no time', () => {
    expect(() => timesAsked({ since: 'the day of the goat' }, sampleReport)).toThrow(
      expect.objectContaining({ code: 'E_TIME' }),
    );
  });
});
