import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { learnSample } from '../../../src/app/ingest/learn-sample.ts';
import { openLearner } from '../../../src/app/ingest/learner.ts';
import { sourceKinds } from '../../../src/app/source-kinds.ts';
import { spokenSoFar } from '../../../src/app/ingest/spoken.ts';
import type { Sample } from '../../../src/scan/learn-written.ts';
import type { Source } from '../../../src/sources/source.ts';
import { findSources } from '../../../src/sources/find-sources.ts';
import { block } from '../../store/sample-findings.ts';
import { LOG, temporaryCase, temporaryFolder } from '../../store/temporary-case.ts';

const ACCESS = Array.from(
  { length: 40 },
  (_, at) =>
    `10.0.0.${String(at)} - - [12/Mar/2021:09:57:${String(10 + at)} +0800] "GET /item/${String(at)} HTTP/1.1" 200 17 "-" "curl"`,
).join('\n');

/** A learner of one log, and the samples that it has learnt from. */
function learning() {
  const store = temporaryCase();
  const path = join(temporaryFolder(), 'access.log');
  writeFileSync(path, `${ACCESS}\n`);
  const sources = findSources([path], { kinds: sourceKinds, warn: () => undefined });
  const [source] = sources;
  if (!source) throw new Error('the log is not found');
  const samples: Sample[] = [];
  const learn = async (sample: Sample) => {
    samples.push(sample);
    return Promise.resolve(learnSample(sample));
  };
  const spoken = spokenSoFar(store);
  const learner = openLearner(spoken, sources, {
    ...{ accessFormats: [], declared: [], window: undefined, bare: new Set<Source>() },
    scanner: { learn, learnAside: learn },
    warn: () => undefined,
  });
  return { store, spoken, source, learner, samples };
}

describe('how a log is written', () => {
  it('is learnt once where it was begun before it was asked for', async () => {
    const { source, learner, samples } = learning();
    learner.prepare(source);
    const written = await learner.written(source);
    expect(written.layouts.map(({ format }) => format)).toEqual(['gunicorn-access']);
    expect(await learner.written(source)).toBe(written);
    expect(samples).toHaveLength(1);
  });

  it('is learnt anew where more is known of workers when it is asked for', async () => {
    const { store, spoken, source, learner, samples } = learning();
    learner.prepare(source);
    const id = store.addSource(LOG);
    store.addFindings([block(id, 0)]);
    spoken.hear(id);
    await learner.written(source);
    expect(samples.map(({ workerPids }) => [...workerPids])).toEqual([[], [20431]]);
  });

  it('is the same where its lines have shown before that nothing is wrapped around them', async () => {
    const { source, learner, samples } = learning();
    const written = await learner.written(source);
    const [sample] = samples;
    expect(sample && learnSample({ ...sample, isBare: true })).toEqual(written);
  });
});
