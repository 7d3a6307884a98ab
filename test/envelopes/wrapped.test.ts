import { expect, it } from 'vitest';
import { wrapped } from '../../src/envelopes/wrapped/envelope.ts';

const SAID = [
  'Mon Nov 23 09:48:48 2026 - *** HARAKIRI ON WORKER 2 (pid: 17, try: 1) ***',
  'Mon Nov 23 09:48:48 2026 - HARAKIRI [core 0] 10.0.0.5 - GET /export since 1795427328',
  'DAMN ! worker 2 (pid: 17) died, killed by signal 9 :( trying respawn ...',
  'Respawned uWSGI worker 2 (new pid: 23)',
];

it.each(['shop_web.1.k2x9q8v0m4b7@node-3    | ', 'shop-7d9f6c5b8-k2x9q: ', 'uwsgi.log.2.gz:'])(
  'takes no lines for the rest of others that all begin with %s',
  (prefix) => {
    expect(wrapped.learn({ lines: SAID.map((line) => `${prefix}${line}`), year: 2026 })).toBeUndefined();
  },
);
