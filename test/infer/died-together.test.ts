import { describe, expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { conclude } from '../../src/infer/conclude.ts';
import { apartIn, groupsTogether, sharedBy } from '../../src/infer/died-together.ts';
import type { CaseFacts } from '../../src/model/facts.ts';
import { aborted, booting, factsWith, killed, timedOut, told } from '../correlate/told.ts';

/** Two workers that their masters missed at these seconds. */
const missed = (first: number, second: number, secondMaster = 1): Partial<CaseFacts> => ({
  lifecycle: told(
    ...[[0, 10, booting(10)] as const, [0, 12, booting(12)] as const],
    ...[[first, 1, timedOut(10)] as const, [second, secondMaster, timedOut(12)] as const],
  ),
});

const found = (facts: Partial<CaseFacts>) =>
  groupsTogether(conclude(correlate(factsWith(facts)))).map((group) => ({
    incidents: group.map(({ id }) => id),
    evidence: sharedBy(group),
    apart: apartIn(group),
  }));

describe('workers that died together', () => {
  it('are told with their incidents and what they share', () => {
    const [pattern] = found({ ...missed(40, 42), exceptions: [aborted(10, 40.2), aborted(12, 42.2, 901)] });
    expect(pattern?.incidents).toEqual(['i1', 'i2']);
    expect(pattern?.evidence).toEqual([
      'all stood at /srv/app/jobs.py:38 save',
      'no log holds a line in the time before',
      'the cause is the same: timeout',
      'all were in write',
      'no request is known to have been open in any of them',
    ]);
  });

  it('are no group where no line tells when', () => {
    const { lifecycle = [] } = missed(40, 42);
    expect(found({ lifecycle: lifecycle.map((event) => ({ ...event, stamp: undefined })) })).toEqual([]);
  });

  it('do not share what only one of them shows', () => {
    const [pattern] = found({ ...missed(40, 42), exceptions: [aborted(10, 40.2)] });
    expect(pattern?.evidence.join()).not.toContain('all stood');
  });

  it('may have gone by chance where each stood at another place', () => {
    const other = aborted(12, 42.2, 901);
    const [block] = other.traceback.chain;
    const frames = [{ file: '/srv/app/thumb.py', line: 12, function: 'scale' }, ...(block?.frames.slice(-1) ?? [])];
    const traceback = { ...other.traceback, chain: [{ exception: 'SystemExit', message: '1', frames }] };
    const [group] = found({ ...missed(40, 42), exceptions: [aborted(10, 40.2), { ...other, traceback }] });
    expect(group?.apart).toEqual(['each stood at another place: jobs.py:38 save, thumb.py:12 scale']);
    const [same] = found({ ...missed(40, 42), exceptions: [aborted(10, 40.2), other] });
    expect(same?.apart).toEqual([]);
  });

  it('are one group where each of two masters lost several at once, of one cause', () => {
    const lifecycle = told(
      ...[10, 12, 20, 22].map((pid) => [0, pid, booting(pid)] as const),
      ...[[40, 1, timedOut(10)] as const, [40, 1, timedOut(12)] as const],
      ...[[41, 2, timedOut(20)] as const, [42, 2, timedOut(22)] as const],
    );
    const [group, ...others] = found({ lifecycle });
    expect(others).toEqual([]);
    expect(group?.incidents).toEqual(['i1', 'i2', 'i3', 'i4']);
    expect(group?.evidence).toContain('they are of 2 masters: look for what all of these use');
  });

  it('may have gone by chance where they ended differently', () => {
    const lifecycle = told(
      ...[[0, 10, booting(10)] as const, [0, 12, booting(12)] as const],
      ...[[40, 1, timedOut(10)] as const, [41, 1, killed(12, 11)] as const],
    );
    expect(found({ lifecycle })[0]?.apart).toEqual(['they ended differently: i1 timeout, i2 signal']);
  });

  it.each([
    ['three seconds apart', missed(40, 43)],
    ['of two masters', missed(40, 41, 2)],
  ])('are none: %s', (_, facts) => {
    expect(found(facts)).toEqual([]);
  });
});
