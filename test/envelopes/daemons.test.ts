import { expect, it } from 'vitest';
import { learnEnvelopes, openEnvelopes, peelLine } from '../../src/envelopes/peel-lines.ts';
import { envelopes } from '../../src/envelopes/registry.ts';

const peeled = (line: string) => {
  const layouts = learnEnvelopes(envelopes, { lines: [line], year: 2026 });
  return peelLine(openEnvelopes(layouts, envelopes), line);
};

const WRITERS = [
  (tag: string, text: string) => `Nov 23 16:20:40 web1 ${tag}[899]: ${text}`,
  (tag: string, text: string) => `<38>1 2026-11-23T16:20:40.871213+00:00 web1 ${tag} 899 - - ${text}`,
  (tag: string, text: string) =>
    JSON.stringify({ MESSAGE: text, __REALTIME_TIMESTAMP: '1795424000123456', _PID: '899', SYSLOG_IDENTIFIER: tag }),
];

it.each(['CRON', 'sshd', 'systemd-logind', 'chronyd', 'NetworkManager', 'pm2'])('the pid of %s is no worker', (tag) => {
  expect(WRITERS.map((write) => peeled(write(tag, 'said so')).pid)).toEqual([undefined, undefined, undefined]);
});

it.each(['gunicorn', 'web', 'python3', 'shop'])('the pid of %s may be one', (tag) => {
  expect(WRITERS.map((write) => peeled(write(tag, 'said so')).pid)).toEqual([899, 899, 899]);
});

it('blanks before what sudo says do not make it part of the line above', () => {
  const order = 'deploy : TTY=pts/1 ; PWD=/srv ; USER=root ; COMMAND=/usr/bin/kill -9 584';
  expect(WRITERS.map((write) => peeled(write('sudo', `  ${order}`)).text)).toEqual([order, order, order]);
  expect(peeled('Nov 23 16:20:40 web1 web[7]:   File "a.py", line 1, in f').text).toBe('  File "a.py", line 1, in f');
});
