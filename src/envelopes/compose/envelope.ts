import type { Envelope, Inner, Peel } from '../envelope.ts';
import { shareOf } from '../sample-share.ts';

// web-1  | TEXT    web_1  | TEXT    19:01:15 web.1 | TEXT    shop_web.1.k2x9q8v0m4b7@node-3    | TEXT
const LINE = /^(?:\d\d:\d\d:\d\d )?([A-Za-z0-9][\w.-]*?(?:@[\w.-]+)?) +\| ?(.*)$/s;

/** web-1 exited with code 137    app_web_1 exited with code 0 (restarting)    compose itself says so, without a bar */
const EXITED = /^([A-Za-z0-9][\w.-]*[-_]\d+) (exited with code \d+(?: \(restarting\))?)$/;

/** compose numbers a service's containers, a swarm its tasks, foreman and honcho a Procfile's processes; a name of any other kind may be the first cell of somebody's table. */
const NUMBERED = /[-_.]\d+$|\.\d+\.[a-z0-9]+@/;

const ANY = 'any';

const peelNumbered: Peel = (line) => {
  const inner = peelAny(line);
  return inner?.host !== undefined && NUMBERED.test(inner.host) ? inner : undefined;
};

const peelAny = (line: string): Inner | undefined => {
  const [, host, text = ''] = LINE.exec(line) ?? EXITED.exec(line) ?? [];
  return host === undefined ? undefined : { text, host };
};

/** What `docker compose logs` and `up`, foreman and honcho print: a name, padded, and a bar. */
export const compose: Envelope = {
  id: 'compose',
  title: 'docker compose',
  docs: 'https://docs.docker.com/reference/cli/docker/compose/logs/',
  samples: [
    {
      line: 'web-1    | [2026-11-23 09:48:48 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:9)',
      inner: { text: '[2026-11-23 09:48:48 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:9)', host: 'web-1' },
    },
    {
      line: 'app_web_1  |     return self.wsgi(environ)',
      inner: { text: '    return self.wsgi(environ)', host: 'app_web_1' },
    },
    {
      line: '19:01:15 gunicorn.1 | [2018-04-16 19:01:15 +0300] [74037] [INFO] Handling signal: term',
      inner: { text: '[2018-04-16 19:01:15 +0300] [74037] [INFO] Handling signal: term', host: 'gunicorn.1' },
    },
    {
      line: 'shop_web.1.k2x9q8v0m4b7@node-3    | SystemExit: 1',
      inner: { text: 'SystemExit: 1', host: 'shop_web.1.k2x9q8v0m4b7@node-3' },
    },
    { line: 'web-1 exited with code 137', inner: { text: 'exited with code 137', host: 'web-1' } },
    { line: 'nginx-1  |', inner: { text: '', host: 'nginx-1' } },
  ],
  learn(sample) {
    if (shareOf(sample, peelAny) >= 0.6) return ANY;
    return shareOf(sample, peelNumbered) > 0 ? 'numbered' : undefined;
  },
  open: (layout) => (layout === ANY ? peelAny : peelNumbered),
};
