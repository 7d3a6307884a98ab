import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configurationKinds } from '../src/configuration/registry.ts';
import { rules } from '../src/diagnose/registry.ts';
import { learnEnvelopes } from '../src/envelopes/peel-lines.ts';
import { envelopes } from '../src/envelopes/registry.ts';
import { formats } from '../src/formats/registry.ts';
import { renderers } from '../src/report/registry.ts';
import { chooseLayouts } from '../src/scan/choose-layouts.ts';
import { openReaders } from '../src/scan/readers.ts';
import { sourceKinds } from '../src/sources/registry.ts';
import { stepBy } from '../src/supervisors/message-rules.ts';
import { supervisors } from '../src/supervisors/registry.ts';
import { learnAlone, readSample, startsRecord } from './format-samples.ts';

interface Axis {
  readonly members: readonly { readonly id: string; readonly title?: string }[];
  /** The file that each member's folder must hold. */
  readonly file: string;
}

/** Every folder of `src` with a registry. */
const AXES: Readonly<Record<string, Axis>> = {
  sources: { members: sourceKinds, file: 'source.ts' },
  envelopes: { members: envelopes, file: 'envelope.ts' },
  configuration: { members: configurationKinds, file: 'kind.ts' },
  formats: { members: formats, file: 'format.ts' },
  supervisors: { members: supervisors, file: 'supervisor.ts' },
  diagnose: { members: [...rules.causes, ...rules.misreadings, ...rules.failures], file: 'rule.ts' },
  report: { members: renderers, file: 'renderer.ts' },
};

const foldersOf = (path: string): readonly string[] =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

it('knows every registry', () => {
  const withRegistry = foldersOf('src').filter((folder) => existsSync(`src/${folder}/registry.ts`));
  expect(withRegistry).toEqual(Object.keys(AXES).sort());
});

describe.each(Object.entries(AXES))('%s', (axis, { members, file }) => {
  const ids = members.map(({ id }) => id);

  it('lists every folder, by its name, and no other', () => expect([...ids].sort()).toEqual(foldersOf(`src/${axis}`)));
  it.each(ids)('%s keeps the contract where all do', (id) =>
    expect(existsSync(`src/${axis}/${id}/${file}`)).toBe(true),
  );
  it('gives each member a title of its own', () => {
    const titles = members.flatMap(({ title }) => title ?? []);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles).not.toContain('');
  });
});

describe.each(envelopes)('envelope $id', (envelope) => {
  const lines = envelope.samples.map(({ line }) => line);
  const sample = { lines, year: 2026 };

  it('says where the wrapping is described, and shows samples', () => {
    expect(envelope.docs).toMatch(/^https:\/\//);
    expect(lines).not.toEqual([]);
  });

  it('claims its own samples, before all others', () => {
    expect(learnEnvelopes(envelopes, sample)[0]?.envelope).toBe(envelope.id);
  });

  it.each(envelope.samples)('takes its wrapping off: $line', ({ line, inner }) => {
    const peel = envelope.open(envelope.learn(sample) ?? '');
    expect(peel(line)).toMatchObject(inner);
  });

  it('leaves alone what it does not wrap', () => {
    const bare = ['', ' ', '{', '{"a":1}', 'hello', '  File "a.py", line 1, in f', 'ValueError: no', '|', '[1] [2]'];
    if (envelope.id === 'pasted') return;
    expect(bare.filter((line) => envelope.open(envelope.learn(sample) ?? '')(line) !== undefined)).toEqual([]);
  });
});

describe.each(formats.map((format, place) => ({ id: format.id, format, earlier: formats.slice(0, place) })))(
  'format $id',
  ({ format, earlier }) => {
    const { samples } = format;

    it('says where the log is described, and shows samples', () => {
      expect(format.docs).toMatch(/^https:\/\//);
      expect(samples).not.toEqual([]);
    });

    it.each(samples)('reads its sample: $lines.0', ({ lines, means }) => {
      const learnt = learnAlone(format, lines);
      if (!learnt) throw new Error(`${format.id} does not claim its own sample`);
      expect(learnt.share).toBeGreaterThanOrEqual(0.5);
      expect(learnt.layout.format).toBe(format.id);
      expect(JSON.parse(JSON.stringify(learnt.layout))).toEqual(learnt.layout);
      const records = readSample(format.open(learnt.layout), lines);
      expect(records.flatMap(({ events }) => events)).toMatchObject(means);
    });

    // In a scan each format sees what those before it in the registry left over.
    it.each(samples)('gets its sample, whoever else looks on: $lines.0', ({ lines }) => {
      const layouts = chooseLayouts(formats, { lines, workerPids: new Set(), stated: [] });
      const { list } = openReaders({ layouts, envelopes: [] }, { envelopes: [], formats, supervisors: [] });
      const learnt = learnAlone(format, lines);
      const own = learnt && format.open(learnt.layout);
      const heads = lines.filter((line) => own && startsRecord(own, line));
      expect(heads).not.toEqual([]);
      const takers = heads.map((line) => list.find(({ reader }) => startsRecord(reader, line))?.format);
      expect(new Set(takers)).toEqual(new Set([format.id]));
      for (const other of earlier) expect(learnAlone(other, heads)?.share ?? 0).toBeLessThan(0.5);
    });
  },
);

describe.each(supervisors)('supervisor $id', (supervisor) => {
  const others = supervisors.filter((other) => other !== supervisor);

  it('says where its messages are described, and how they are known', () => {
    expect(supervisor.docs).toMatch(/^https:\/\//);
    expect(formats.map(({ id }) => id)).toEqual(expect.arrayContaining([...supervisor.writes]));
    expect([...supervisor.writes, ...supervisor.openings]).not.toEqual([]);
  });

  it('is known by openings that no other supervisor or longer opening of its own begins with', () => {
    for (const opening of supervisor.openings) {
      expect(opening).toMatch(/^\S.{4,}/);
      const rivals = supervisors.flatMap(({ openings }) => openings).filter((other) => other !== opening);
      expect(rivals.filter((other) => other.startsWith(opening))).toEqual([]);
    }
  });

  it('shows messages that are steps, and chatter that is none', () => {
    expect(supervisor.samples.some(({ step }) => step !== undefined)).toBe(true);
    expect(supervisor.samples.some(({ step }) => step === undefined)).toBe(true);
  });

  it.each(supervisor.samples)('understands: $text', ({ text, step }) => {
    expect(stepBy(supervisor.rules, { message: text, pid: undefined })).toEqual(step);
    const claimedBy = others.filter(({ rules }) => stepBy(rules, { message: text, pid: undefined }) !== undefined);
    expect(claimedBy.map(({ id }) => id)).toEqual([]);
    expect(supervisor.rules.filter(([pattern]) => pattern.test(text)).length).toBeLessThanOrEqual(1);
  });
});
