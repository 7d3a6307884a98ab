import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { CaseStore } from '../../src/store/case-store.ts';
import { wallMicros } from '../../src/model/time.ts';
import { openCase } from '../../src/store/open-case.ts';
import { VIEWS } from '../../src/store/views.ts';
import { sampleReport } from '../report/sample-report.ts';
import { activity, block, BLOCK_BYTES, edge, timeout } from './sample-findings.ts';
import { LOG, temporaryCase } from './temporary-case.ts';

describe('sources', () => {
  it('come back as they went in, with nothing read yet', () => {
    const store = temporaryCase();
    const id = store.addSource({ ...LOG, host: 'web1' });
    expect(store.sources()).toEqual([{ ...LOG, id, host: 'web1', bytes: 0, lines: 0, unrecognisedLines: 0 }]);
  });

  it('keep their blocks and counts when they have grown or moved', () => {
    const store = temporaryCase();
    const id = store.addSource(LOG);
    store.addFindings([block(id, 0)]);
    store.updateSource(id, { ...LOG, path: 'gunicorn.err.1', storedBytes: 1_000, tailHash: 'c3' });
    expect(store.sources()).toMatchObject([
      { id, path: 'gunicorn.err.1', tailHash: 'c3', storedBytes: 1_000, bytes: 1_000, lines: 10 },
    ]);
    expect(store.blocks(id)).toHaveLength(1);
  });
});

describe('blocks', () => {
  it('count to their source and come back with all that they hold', () => {
    const store = temporaryCase();
    const id = store.addSource(LOG);
    const blocks = [block(id, 0), block(id, BLOCK_BYTES)];
    store.addFindings(blocks);
    expect(store.sources()).toMatchObject([{ bytes: 2_000, lines: 20, unrecognisedLines: 4 }]);
    expect(store.blocks(id)).toEqual(blocks.map(({ row }) => row));
    expect(store.events('lifecycle')).toEqual(blocks.flatMap(({ events }) => events));
    expect(store.events('exception')).toEqual([]);
    expect(store.edges()).toEqual(blocks.flatMap(({ edges }) => edges));
    expect(store.activity()).toEqual(blocks.flatMap((one) => one.activity));
  });

  it('add nothing when they are stored again', () => {
    const [once, twice] = [temporaryCase(), temporaryCase()];
    for (const store of [once, twice]) store.addFindings([block(store.addSource(LOG), 0)]);
    twice.addFindings([block(1, 0), block(1, 0)]);
    expect(contentOf(twice)).toEqual(contentOf(once));
  });

  it('come back in order of source and byte, whatever order they were stored in', () => {
    const store = temporaryCase();
    const [first, second] = [store.addSource(LOG), store.addSource({ ...LOG, path: 'run.log' })];
    store.addFindings([block(second, 0), block(first, BLOCK_BYTES)]);
    store.addFindings([block(first, 0)]);
    const places = store.events('lifecycle').map(({ origin }) => [origin.source, origin.byteOffset]);
    expect(places).toEqual([
      [first, 500],
      [first, 1_500],
      [second, 500],
    ]);
  });

  it('are stored all or none', () => {
    const store = temporaryCase();
    const id = store.addSource(LOG);
    const unknownSource = id + 1;
    expect(() => {
      store.addFindings([block(id, 0), block(unknownSource, 0)]);
    }).toThrow('FOREIGN KEY');
    expect(store.sources()).toMatchObject([{ bytes: 0, lines: 0 }]);
    expect(store.blocks(id)).toEqual([]);
    expect(store.edges()).toEqual([]);
  });

  it('keep two events of one record apart', () => {
    const store = temporaryCase();
    const id = store.addSource(LOG);
    const exit = { ...timeout(id, 500), step: { what: 'worker-exiting', worker: 20431 } } as const;
    store.addFindings([{ ...block(id, 0), events: [timeout(id, 500), exit] }]);
    expect(store.events('lifecycle').map(({ step }) => step.what)).toEqual(['worker-timeout', 'worker-exiting']);
  });
});

/** The first block of the first source. */
const FIRST = { row: { source: 1, byteFrom: 0 }, account: '' };

describe('what supervisors said', () => {
  it('comes without the starts and closings of requests, but for the days on which these were told', () => {
    const store = temporaryCase();
    const id = store.addSource(LOG);
    const word = timeout(id, 500);
    const start = {
      ...timeout(id, 700),
      stamp: { wall: wallMicros(Date.UTC(2021, 2, 13) * 1_000), offsetMin: 480, precision: 's' } as const,
      step: { what: 'request-started', method: 'GET', target: '/feed' } as const,
    };
    const closed = { ...timeout(id, 900), step: { what: 'request-closed' } as const };
    store.addFindings([{ ...block(id, 0), events: [word, start, closed] }]);
    expect(store.words(id)).toEqual([word]);
    expect(store.spokenDays(id).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10))).toEqual([
      '2021-03-12',
      '2021-03-13',
    ]);
  });
});

describe('reopening the last block', () => {
  it('takes it out with all that was found in it, and no other', () => {
    const [store, expected] = [temporaryCase(), temporaryCase()];
    for (const each of [store, expected]) each.addFindings([block(each.addSource(LOG), 0)]);
    const last = block(1, BLOCK_BYTES);
    store.addFindings([last]);
    store.addCloseUp({
      ...{ row: last.row, account: '' },
      spans: [{ start: edge(1, 1_200, 'start'), end: edge(1, 1_300, 'end') }],
      activity: [activity(1, 1_200)],
    });
    expect(store.reopenLastBlock(1)).toEqual(last.row);
    expect(contentOf(store)).toEqual(contentOf(expected));
    expect(store.closeUps(1)).toEqual(new Map());
  });

  it('makes the start of a request that ended in the block an edge again', () => {
    const [store, expected] = [temporaryCase(), temporaryCase()];
    const whole = { start: edge(1, 0, 'start'), end: edge(1, BLOCK_BYTES + 100, 'end') };
    for (const each of [store, expected]) each.addFindings([block(each.addSource(LOG), 0)]);
    store.addFindings([{ ...block(1, BLOCK_BYTES), edges: [], crossing: [whole] }]);
    expect(store.edges()).toEqual([edge(1, 100, 'end')]);
    expect(store.crossing(1, BLOCK_BYTES)).toEqual([whole]);
    store.reopenLastBlock(1);
    expect(contentOf(store)).toEqual(contentOf(expected));
    expect(store.crossing(1, BLOCK_BYTES)).toEqual([]);
  });

  it('leaves no old wording of a record that has grown', () => {
    const store = temporaryCase();
    store.addFindings([block(store.addSource(LOG), 0)]);
    const grown = { ...edge(1, 300, 'end'), text: 'end of job 17\n  in 3 s' };
    store.addCloseUp({ ...FIRST, spans: [{ start: undefined, end: edge(1, 300, 'end') }], activity: [] });
    store.reopenLastBlock(1);
    store.addFindings([block(1, 0)]);
    store.addCloseUp({ ...FIRST, spans: [{ start: undefined, end: grown }], activity: [] });
    expect(store.spans()).toEqual([{ start: undefined, end: grown }]);
  });

  it('finds none in a source without blocks', () => {
    const store = temporaryCase();
    expect(store.reopenLastBlock(store.addSource(LOG))).toBeUndefined();
  });
});

it('merges unrecognised lines by template, with the earliest as example', () => {
  const store = temporaryCase();
  const id = store.addSource(LOG);
  store.addFindings([block(id, BLOCK_BYTES), block(id, 0)]);
  expect(store.unrecognised(id)).toEqual([
    {
      sourceId: id,
      template: '*** <n> ***',
      count: 4,
      example: { source: id, line: 10, byteOffset: 900 },
      exampleText: '*** 0 ***',
    },
  ]);
});

it('counts warnings by path and cause, and tells where the first was', () => {
  const store = temporaryCase();
  for (const line of [12, 3, 44]) store.addWarning({ path: 'b.log', line, cause: 'is cut' });
  store.addWarning({ path: 'a.log', line: undefined, cause: 'is a binary file' });
  const binary = { path: 'a.log', line: null, cause: 'is a binary file', count: 1 };
  expect(store.warnings()).toEqual([binary, { path: 'b.log', line: 12, cause: 'is cut', count: 3 }]);
  store.clearWarnings('b.log');
  expect(store.warnings()).toEqual([binary]);
});

describe('a close-up', () => {
  it('adds requests, whole or half, in order, and each only once', () => {
    const store = temporaryCase();
    const id = store.addSource(LOG);
    const spans = [
      { start: edge(id, 100, 'start'), end: edge(id, 700, 'end') },
      { start: undefined, end: edge(id, 200, 'end') },
      { start: edge(id, 300, 'start'), end: undefined },
    ];
    store.addCloseUp({ ...FIRST, spans: spans.toReversed(), activity: [activity(id, 0)] });
    store.addCloseUp({ ...FIRST, spans, activity: [activity(id, 0)] });
    expect(store.spans()).toEqual(spans);
    expect(store.activity()).toEqual([activity(id, 0)]);
    expect(store.edges()).toEqual([]);
  });
});

it('keeps the last report', () => {
  const store = temporaryCase();
  expect(store.report()).toBeUndefined();
  store.saveReport({ ...sampleReport, incidents: [] });
  store.saveReport(sampleReport);
  expect(store.report()).toEqual({ ...sampleReport, remarks: [] });
});

it('keeps remarks, in order of time, whatever analysis comes after', () => {
  const store = temporaryCase();
  const [early, late] = [
    { at: '2026-03-09T14:02:00.000+08:00', about: 'worker 813', text: 'rolled back' },
    { at: '2026-03-09T06:30:00.000+00:00', about: 'request a1', text: 'the big export' },
  ];
  for (const remark of [late, early, { ...late, text: 'the biggest export' }]) store.remark(remark);
  store.saveReport(sampleReport);
  expect(store.report()?.remarks).toEqual([early, { ...late, text: 'the biggest export' }]);
  store.remark({ ...early, text: '' });
  expect(store.remarks()).toEqual([{ ...late, text: 'the biggest export' }]);
});

it('reads a report of a version that knew no rows for requests, no windows and no disturbance', () => {
  const store = temporaryCase();
  store.saveReport(sampleReport);
  const asked = 'select * from requests';
  const told = store.query(asked);
  const db = new Database(store.path);
  for (const { name } of VIEWS) db.exec(`drop view ${name}`);
  db.exec(
    'drop table incident_part; drop table incident_request; drop table crossing; alter table source_file drop column sha256_bytes; create table request_span (id); alter table analysis drop column failures; alter table source_file drop column window; alter table block drop column pieces; create index log_event_kind on log_event (role); pragma user_version = 4',
  );
  const incidents = sampleReport.incidents.map((incident) => ({ ...incident, disturbance: undefined }));
  db.prepare('update analysis set report = ?').run(JSON.stringify({ ...sampleReport, incidents }));
  db.close();
  const reopened = openCase(store.path);
  expect(reopened.report()).toEqual({ ...sampleReport, remarks: [] });
  expect(reopened.query(asked)).toEqual(told);
  reopened.close();
});

it.each<readonly [change: string, ask: (store: CaseStore) => unknown]>([
  [
    `update log_event set body = '{"what":"worker-timeout"}' where kind = 'lifecycle'`,
    (store) => store.events('lifecycle'),
  ],
  [`update log_event set body = 'no json' where kind = 'request'`, (store) => store.edges()],
  [`update log_event set precision = 'h'`, (store) => store.edges()],
  [`update source_file set layouts = '[{"format":7}]'`, (store) => store.sources()],
  [`update analysis set report = json_remove(report, '$.incidents[0].worker.pid')`, (store) => store.report()],
  ['delete from incident_part where incident = 0', (store) => store.report()],
  [`update incident_part set parts = x'00'`, (store) => store.report()?.incidents[0]?.requests],
  [`update analysis set failures = x'00'`, (store) => store.report()?.failures.list],
  [`update close_up set spans = x'00'`, (store) => store.spans()],
  [`update close_up set activity = x'00'`, (store) => store.counts()],
])('tells that the case is damaged after: %s', (change, ask) => {
  const store = temporaryCase();
  store.addFindings([block(store.addSource(LOG), 0)]);
  store.addCloseUp({ ...FIRST, spans: [], activity: [] });
  store.saveReport(sampleReport);
  new Database(store.path).exec(change).close();
  expect(() => ask(store)).toThrow(expect.objectContaining({ code: 'E_CASE_DAMAGED' }));
});

/** All that a case holds of its only source. */
const contentOf = (store: CaseStore) => ({
  sources: store.sources(),
  blocks: store.blocks(1),
  events: store.events('lifecycle'),
  edges: store.edges(),
  activity: store.activity(),
  spans: store.spans(),
  unrecognised: store.unrecognised(1),
});
