import { describe, expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import type { CaseFacts } from '../../src/model/facts.ts';
import {
  aborted,
  booting,
  edge,
  exiting,
  factsWith,
  killed,
  signalled,
  spoke,
  started,
  timedOut,
  told,
} from './told.ts';

const endsOf = (facts: CaseFacts) =>
  correlate(facts).workers.map(({ pid, end, replacedBy }) => [
    pid,
    end.how === 'died' ? end.death.cause : end.how,
    replacedBy,
  ]);

describe('worker lives', () => {
  it('makes the SIGKILL after a timeout one death with it, and finds the replacement', () => {
    const lifecycle = told(
      [0, 1, started],
      [0, 10, booting(10)],
      [40, 1, timedOut(10)],
      [41, 1, killed(10)],
      [41, 11, booting(11)],
    );
    expect(endsOf(factsWith({ lifecycle }))).toEqual([
      [10, 'timeout', 11],
      [11, 'running', undefined],
    ]);
  });

  it.each([
    ['18.0', 9],
    ['0.17.4', 9],
    ['19.0.0', 6],
    ['20.1.0', 6],
  ])('tells what gunicorn %s sends a worker that is silent for too long', (version, signal) => {
    const lifecycle = told(
      [0, 1, { what: 'master-started', server: 'gunicorn', version }],
      [0, 10, booting(10)],
      [40, 1, timedOut(10)],
    );
    expect(correlate(factsWith({ lifecycle })).workers[0]?.end).toMatchObject({ death: { cause: 'timeout', signal } });
  });

  it('gives each of several deaths the boot that came after its own reaping', () => {
    const lifecycle = told(
      ...([
        [0, 1, started],
        [0, 10, booting(10)],
        [0, 12, booting(12)],
        [16, 1, timedOut(10)],
        [16, 1, timedOut(12)],
      ] as const),
      ...([
        [16, 12, exiting(12)],
        [16, 10, exiting(10)],
        [16, 20, booting(20)],
        [16, 1, killed(12)],
        [16, 21, booting(21)],
      ] as const),
    );
    expect(endsOf(factsWith({ lifecycle })).slice(0, 2)).toEqual([
      [10, 'timeout', 20],
      [12, 'timeout', 21],
    ]);
  });

  it('calls no reload, halt or recycling an incident', () => {
    const lifecycle = told(
      ...([
        [0, 1, started],
        [0, 10, booting(10)],
        [30, 1, signalled('hup')],
        [30, 11, booting(11)],
        [33, 10, exiting(10)],
      ] as const),
      ...([
        [50, 11, { what: 'worker-recycling', worker: 11, why: 'max_requests' }],
        [52, 11, exiting(11)],
      ] as const),
      ...([
        [52, 12, booting(12)],
        [60, 1, signalled('term')],
        [61, 12, exiting(12)],
        [61, 1, { what: 'master-stopped', reason: undefined }],
      ] as const),
    );
    expect(endsOf(factsWith({ lifecycle })).map(([, end]) => end)).toEqual(['graceful', 'graceful', 'graceful']);
  });

  it.each([
    ['its class', { what: 'server-setting', name: 'worker_class', value: 'gthread' }],
    ['where it listens', { what: 'master-listening', master: undefined }],
  ] as const)('takes a log that begins with %s for one that begins in a start', (_, word) => {
    const lifecycle = told([0, 1, word], [0, 10, booting(10)], [1, 11, booting(11)], [40, 12, booting(12)]);
    const activity = [spoke(10, 0, 90), spoke(11, 0, 39), spoke(12, 41, 90)];
    expect(endsOf(factsWith({ lifecycle, activity }))).toEqual([
      [10, 'running', undefined],
      [11, 'unknown', 12],
      [12, 'running', undefined],
    ]);
  });

  it('calls it no death that SIGTERM ended who had said that it leaves', () => {
    const lifecycle = told(
      [0, 11, booting(11)],
      [5, 10, exiting(10)],
      [5, 1, killed(10, 15)],
      [30, 1, killed(11, 15)],
      [30, 12, booting(12)],
    );
    expect(endsOf(factsWith({ lifecycle })).map(([pid, end]) => [pid, end])).toEqual([
      [11, 'signal'],
      [10, 'left'],
      [12, 'running'],
    ]);
  });

  it('takes a pid that boots again for another worker', () => {
    const lifecycle = told(
      [0, 1, started],
      [0, 10, booting(10)],
      [40, 1, timedOut(10)],
      [41, 10, booting(10)],
      [90, 1, timedOut(10)],
    );
    expect(endsOf(factsWith({ lifecycle }))).toEqual([
      [10, 'timeout', 10],
      [10, 'timeout', undefined],
    ]);
  });

  it.each([
    ['20.0.4', 'signal'],
    ['20.1.0', 'exit'],
  ])(
    'finds who died without a word, under gunicorn %s: the one that fell silent when an unexplained boot came',
    (version, cause) => {
      const lifecycle = told(
        [0, 1, { what: 'master-started', server: 'gunicorn', version }],
        [0, 10, booting(10)],
        [0, 11, booting(11)],
        [30, 12, booting(12)],
      );
      const activity = [spoke(10, 1, 90), spoke(11, 1, 29.9), spoke(12, 31, 90)];
      expect(endsOf(factsWith({ lifecycle, activity }))).toEqual([
        [10, 'running', undefined],
        [11, cause, 12],
        [12, 'running', undefined],
      ]);
    },
  );

  it('takes a start that was held up a second or two for a start', () => {
    const lifecycle = told(
      [0, 1, started],
      [0, 10, booting(10)],
      [1, 11, booting(11)],
      [2, 12, booting(12)],
      [2, 13, booting(13)],
      [3, 14, booting(14)],
    );
    expect(endsOf(factsWith({ lifecycle })).map(([, end]) => end)).toEqual(Array(5).fill('running'));
  });

  it('names nobody where two fell silent', () => {
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], [0, 11, booting(11)], [30, 12, booting(12)]);
    const correlation = correlate(factsWith({ lifecycle, activity: [spoke(10, 1, 29.5), spoke(11, 1, 29.9)] }));
    expect(correlation.workers.map(({ pid, end }) => [pid, end.how])).toEqual([
      [10, 'running'],
      [11, 'running'],
      [12, 'running'],
      [undefined, 'died'],
    ]);
    expect(correlation.unexplainedBoots).toHaveLength(1);
  });
});

describe('clocks', () => {
  it('reads a log without zone in the one that its pids and abort speak for', () => {
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], [40, 1, timedOut(10)], [41, 11, booting(11)]);
    const eastwards = 8 * 3_600;
    const activity = [spoke(10, eastwards + 1, eastwards + 40.4)];
    const { clocks } = correlate(factsWith({ lifecycle, activity, exceptions: [aborted(10, eastwards + 40.4)] }));
    expect(clocks.find(({ source }) => source === 2)).toMatchObject({
      offsetUs: eastwards * 1_000_000,
      zoneFrom: 'inferred',
      anchors: 3,
    });
  });

  it('says that a zone is assumed where nothing speaks for one', () => {
    const { clocks } = correlate(factsWith({ activity: [spoke(10, 1, 2)] }));
    expect(clocks.find(({ source }) => source === 2)).toMatchObject({ offsetUs: 0, zoneFrom: 'assumed', anchors: 0 });
  });
});

describe('requests', () => {
  it('puts a request into the life of its pid in which it started', () => {
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], [40, 1, timedOut(10)], [41, 10, booting(10)]);
    const edges = [
      edge('start', { at: 20, pid: 10, line: 1, id: 'a' }),
      edge('start', { at: 50, pid: 10, line: 2, id: 'b' }),
    ];
    const { requests } = correlate(factsWith({ lifecycle, edges, activity: [spoke(10, 1, 60)] }));
    expect(requests.map(({ id, worker }) => [id, worker])).toEqual([
      ['a', 0],
      ['b', 1],
    ]);
  });

  it('joins the access line of a request with its start and end', () => {
    const edges = [
      edge('start', { at: 20, pid: 10, line: 1, method: 'GET', target: '/item' }),
      edge('end', { at: 20.2, pid: 10, line: 2, method: 'GET', target: '/item', status: 200, durationUs: 200_000 }),
    ];
    const access = edge('whole', {
      at: 20,
      pid: 10,
      line: 3,
      method: 'GET',
      target: '/item?order=7',
      status: 200,
      durationUs: 201_000,
    });
    const { requests } = correlate(factsWith({ edges, requests: [access] }));
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ target: '/item?order=7', durationUs: 200_000 });
  });

  it('does not join what took another time', () => {
    const edges = [
      edge('start', { at: 20, pid: 10, line: 1, method: 'GET', target: '/item' }),
      edge('end', { at: 20.2, pid: 10, line: 2, method: 'GET', target: '/item', status: 200, durationUs: 200_000 }),
    ];
    const access = edge('whole', {
      at: 20,
      pid: 10,
      line: 3,
      method: 'GET',
      target: '/item?order=7',
      status: 200,
      durationUs: 900_000,
    });
    expect(correlate(factsWith({ edges, requests: [access] })).requests).toHaveLength(2);
  });
});
