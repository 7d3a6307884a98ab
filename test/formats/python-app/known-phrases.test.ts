import { expect, it } from 'vitest';
import { learn } from '../../../src/formats/python-app/learn.ts';
import { recordReader } from '../../../src/formats/python-app/read-record.ts';

const ID = '6a4f0a0e-6d3c-4c4e-9f67-8e0d7f1b3a52';
/** Too few lines for phrases to be learnt. */
const LINES = [
  `[2026-11-23 09:46:52,887: INFO/MainProcess] Task shop.mail[${ID}] received`,
  `[2026-11-23 09:46:53,190: INFO/ForkPoolWorker-2] Task shop.mail[${ID}] succeeded in 0.303s: None`,
  `[2026-11-23 09:46:54,887: INFO/MainProcess] Received task: shop.thumb[${ID}]`,
  `[2026-11-23 09:46:55,190: WARNING/ForkPoolWorker-2] Task shop.thumb[${ID}] retry: Retry in 180s`,
  `[2026-11-23 09:46:55,200: INFO/MainProcess] Received task: shop.thumb[${ID}]  ETA:[2026-11-23 09:50:00+00:00]`,
  `[2026-11-23 09:46:55,290: ERROR/MainProcess] missed heartbeat from celery@web2`,
];

it("reads Celery's tasks in any few lines of its log", () => {
  const learnt = learn({ lines: LINES, workerPids: new Set(), stated: [] });
  if (!learnt) throw new Error('nothing learnt');
  const read = recordReader(learnt.layout);
  const events = LINES.flatMap((text, at) => read({ text, origin: { source: 1, line: at + 1, byteOffset: 0 } }));
  expect(
    events.map((event) => (event.kind === 'request' ? [event.edge, event.facts.target, event.facts.id] : event.kind)),
  ).toEqual([
    ['start', 'shop.mail', ID],
    ['end', 'shop.mail', ID],
    ['start', 'shop.thumb', ID],
    ['end', 'shop.thumb', ID],
    'note',
  ]);
});
