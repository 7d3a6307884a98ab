import { expect, it } from 'vitest';
import { text, told } from './told-traceback.ts';

const BOX = [
  '╭───────────── Traceback (most recent call last) ──────────────╮',
  '│ /srv/venv/lib/python3.11/site-packages/gunicorn/workers/sync │',
  '│ .py:177 in handle_request                                    │',
  '│                                                              │',
  '│ /srv/shop/search.py:64 in                                    │',
  '│ run_query                                                    │',
  '│                                                              │',
  '│    62 │   def run_query(self, q):                            │',
  '│ ❱  64 │   │   return self.engine.search(q)                   │',
  '│    65 │                                                      │',
  '│ ╭──────── locals ────────╮                                   │',
  '│ │ q = "a"                │                                   │',
  '│ ╰────────────────────────╯                                   │',
  '╰──────────────────────────────────────────────────────────────╯',
];

it('reads what rich has framed', () =>
  expect(told(text(...BOX, 'SystemExit: 1'))).toEqual([
    [
      'SystemExit: 1 < /srv/venv/lib/python3.11/site-packages/gunicorn/workers/sync.py:177 handle_request < /srv/shop/search.py:64 run_query',
    ],
  ]));

it('reads it below a head, and up to where a paste ends', () => {
  expect(told(text('[77] [ERROR] boom', ...BOX, 'ValueError: no'))).toHaveLength(1);
  expect(told(text(...BOX.slice(0, 9)))).toEqual([
    [
      ' < /srv/venv/lib/python3.11/site-packages/gunicorn/workers/sync.py:177 handle_request < /srv/shop/search.py:64 run_query',
      '…',
    ],
  ]);
});
