import { describe, expect, it } from 'vitest';
import { hostile } from './hostile.ts';
import { isReport } from './published-schema.ts';
import { quietReport, sampleReport } from './sample-report.ts';

type Path = readonly (string | number)[];

/** Where every key of a JSON value is. */
function* pathsOf(value: unknown, at: Path = []): Iterable<Path> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const path = [...at, Array.isArray(value) ? Number(key) : key];
    if (!Array.isArray(value)) yield path;
    yield* pathsOf(child, path);
  }
}

/** A copy with the value at `path` replaced by what `change` makes of it; `undefined` leaves the key out. */
const changed = (value: unknown, [key, ...rest]: Path, change: (old: unknown) => unknown): unknown => {
  if (key === undefined) return change(value);
  if (Array.isArray(value)) return value.map((item: unknown, at) => (at === key ? changed(item, rest, change) : item));
  const entries = Object.entries(value ?? {}).map(([name, child]): [string, unknown] => [
    name,
    name === key ? changed(child, rest, change) : child,
  ]);
  return Object.fromEntries(entries.filter(([, child]) => child !== undefined));
};

/** One report that uses every key, small enough to try each. */
const everyKey = {
  ...sampleReport,
  incidents: sampleReport.incidents.map((incident) => ({
    ...incident,
    requests: incident.requests
      .slice(0, 1)
      .map((claim) => ({ ...claim, retry: { at: incident.at ?? '', outcome: '200' } })),
  })),
};

describe('the published schema', () => {
  it.each([
    ['the story', sampleReport],
    ['every key', everyKey],
    ['a quiet day', quietReport],
    ['hostile log text', hostile(sampleReport)],
  ])('accepts %s', (_title, report) => {
    isReport(report);
    expect(isReport.errors ?? []).toEqual([]);
  });

  it('accepts keys that a later version adds', () => {
    expect(
      isReport({
        ...sampleReport,
        added: 1,
        incidents: sampleReport.incidents.map((incident) => ({ ...incident, added: 1 })),
      }),
    ).toBe(true);
  });

  it('misses every key that is left out, and refuses a wrong value for it', () => {
    const paths = [...pathsOf(everyKey)];
    expect(paths.length).toBeGreaterThan(150);
    for (const path of paths) {
      expect(isReport(changed(everyKey, path, () => undefined)), `without ${path.join('.')}`).toBe(false);
      expect(isReport(changed(everyKey, path, () => Symbol.iterator)), `wrong ${path.join('.')}`).toBe(false);
    }
  });

  it.each([
    ['cause', ['incidents', 0, 'cause'], 'tiredness'],
    ['shape', ['incidents', 0, 'shape'], 'round'],
    ['role', ['incidents', 0, 'requests', 0, 'role'], 'suspect'],
    ['confidence above one', ['incidents', 0, 'confidence'], 1.1],
    ['time without offset', ['incidents', 0, 'at'], '2021-03-12T09:57:44'],
    ['zone', ['sources', 0, 'zone'], 'CST'],
    ['kind of diagnosis', ['incidents', 0, 'diagnoses', 0, 'about'], 'guess'],
    ['end of a life', ['workers', 0, 'end'], 'tired'],
    ['failure kind', ['failures', 'list', 0, 'kind'], 'bad luck'],
    ['schema name', ['schema'], 'forensics-report/2'],
  ] as const)('refuses an unknown %s', (_title, path, value) => {
    expect(isReport(changed(everyKey, path, () => value))).toBe(false);
  });
});
