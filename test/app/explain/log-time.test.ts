import { expect, it } from 'vitest';
import { logTime } from '../../../src/app/explain/log-time.ts';
import { quietReport, sampleReport } from '../../report/sample-report.ts';

const at = (iso: string): number => Date.parse(iso) * 1_000;

it('spans all sources, in the zone of the report', () => {
  expect(logTime(sampleReport)).toEqual({
    range: { from: at('2021-03-12T01:56:56Z'), to: at('2021-03-12T01:58:31.003Z') },
    zoneMinutes: 480,
  });
});

it.each([
  ['-05:30', -330],
  ['Z', 0],
])('reads the zone %s', (zone, zoneMinutes) => {
  const sources = quietReport.sources.map((source) => ({ ...source, firstAt: `2021-03-12T09:00:00${zone}` }));
  expect(logTime({ ...quietReport, sources }).zoneMinutes).toBe(zoneMinutes);
});

it('knows no range where no source states a time', () => {
  const sources = quietReport.sources.map((source) => ({ ...source, firstAt: null, lastAt: null }));
  expect(logTime({ ...quietReport, sources })).toEqual({ range: undefined, zoneMinutes: 0 });
});
