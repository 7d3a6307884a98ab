import { expect, it } from 'vitest';
import { labelOf } from '../../src/infer/label.ts';
import type { Request } from '../../src/model/request.ts';
import { edge } from '../correlate/told.ts';

const request = (about: Partial<Request>): Request => ({
  ...{ id: undefined, method: 'GET', target: undefined, status: undefined, evidence: [] },
  ...{ pid: undefined, host: undefined, worker: undefined },
  ...{ startedAt: undefined, endedAt: undefined, durationUs: undefined },
  ...about,
});

it.each([
  [{}, 'GET'],
  [{ method: undefined }, 'a request'],
  [{ target: '/item' }, 'GET /item'],
  [{ target: '/item', id: 'a7' }, 'GET /item (id a7)'],
  [{ target: '/item?order=a7', id: 'a7' }, 'GET /item?order=a7'],
  [{ target: '/v17/item', id: '17' }, 'GET /v17/item (id 17)'],
  [{ method: undefined, id: 'a7' }, 'request a7'],
])('calls %j %s', (about, label) => {
  expect(labelOf(request(about))).toBe(label);
});

it.each(['start /item req=a7', 'start request_id=a7 x', '[req_id: a7] start'])(
  'calls none by a word for any request: %s',
  (text) => {
    const evidence = [{ ...edge('start', { at: 1, line: 1, id: 'a7' }), text }];
    expect(labelOf(request({ target: '/item', id: 'a7', evidence }))).toBe('GET /item (id a7)');
  },
);
