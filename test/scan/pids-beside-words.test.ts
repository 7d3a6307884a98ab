import { expect, test } from 'vitest';
import { envelopes, formats, supervisors } from '../../src/app/catalogue.ts';
import { learnWritten } from '../../src/scan/learn-written.ts';

/** A moment of the log, in milliseconds. */
type Moment = readonly [at: number, pid: number, message: string];

/** As loguru 0.7 writes with `serialize=True` (_handler.py, `_serialize_record`): the text of the record's own format, and the record. */
const loguruJson = ([at, pid, message]: Moment): string => {
  const time = new Date(Date.UTC(2026, 10, 30, 15, 1, 36, at)).toISOString().replace('T', ' ').slice(0, -1);
  return JSON.stringify({
    text: `${time} | INFO     | shop:tell:141 - ${message}\n`,
    record: {
      exception: null,
      extra: {},
      file: { name: 'shop.py', path: '/srv/shop.py' },
      function: 'tell',
      level: { icon: 'ℹ️', name: 'INFO', no: 20 },
      line: 141,
      message,
      module: 'shop',
      name: 'shop',
      process: { id: pid, name: 'MainProcess' },
      thread: { id: 140468986659040, name: 'MainThread' },
      time: { repr: `${time}000+00:00`, timestamp: Date.parse(`${time}Z`) / 1_000 },
    },
  });
};

const PATHS = ['/feed', '/stock', '/thumb', '/item'];

/** Two workers that serve one request at a time, each while the other does. */
const moments: readonly Moment[] = Array.from({ length: 24 }, (_, nth) => ({ nth, took: 90 + ((nth * 37) % 50) }))
  .flatMap(({ nth, took }): readonly Moment[] => [
    [nth * 100, 4711 + (nth % 2), `job begin path=${PATHS[nth % PATHS.length] ?? ''}`],
    [nth * 100 + took, 4711 + (nth % 2), `job end status=200 took=${String(took)}`],
  ])
  .sort(([one], [other]) => one - other);

test('who speaks stands beside the words: an end that names nothing belongs to a start of the same process', () => {
  const { envelopes: wrappings, layouts } = learnWritten(
    { lines: moments.map(loguruJson), workerPids: new Set(), stated: [], year: 2026 },
    { envelopes, formats, supervisors },
  );
  expect(wrappings.map(({ envelope }) => envelope)).toEqual(['structured-json']);
  expect(layouts.flatMap(({ phrases }) => phrases)).toEqual([
    { edge: 'end', template: 'job end status={status} took={ms}' },
    { edge: 'start', template: 'job begin path={word}' },
  ]);
});
