import { expect, it } from 'vitest';
import { learnEnvelopes, openEnvelopes, peelLine } from '../../src/envelopes/peel-lines.ts';
import { envelopes } from '../../src/envelopes/registry.ts';
import { syslog } from '../../src/envelopes/syslog/envelope.ts';

const peel = syslog.open('year 2026');

it.each([
  '2026-11-28T13:35:49.011+00:00 START RequestId: 404fdcae-63da-4778-bffb-de78993dab89 Version: 42',
  '2026-11-28T13:35:49.011+00:00 INFO web: hello',
  '2026-11-28T13:35:49.011Z 01O SystemExit: 1',
  '2026-11-30T17:48:39.123Z 2026-11-30 17:48:39 INFO app: hello',
  '[ 6379.686421] gunicorn[28103]: segfault at 8 ip 00007f39 sp 00007f3a error 4 in libc.so.6[16d870+1000]',
  '[ 6379.686421] traps: python3[4711] general protection fault ip:7f sp:7f error:0 in x.so[7f+1000]',
  '[    5.000000] systemd[1]: Started web.service - Gunicorn.',
])('takes no word of the message for a host: %s', (line) => {
  expect(peel(line)).toBeUndefined();
});

it('takes a host in capitals where a process says its pid', () => {
  expect(peel('Nov 28 13:35:49 WEBSRV gunicorn[7]: hello')).toMatchObject({ host: 'WEBSRV', pid: 7, text: 'hello' });
});

it('reads what journalctl --no-hostname leaves of a line', () => {
  expect(peel('Nov 28 13:35:49 gunicorn[7]: hello')).toMatchObject({ stream: 'gunicorn[7]', pid: 7, text: 'hello' });
  expect(peel('Nov 28 13:35:49 gunicorn[7]: hello')).not.toHaveProperty('host');
  // What the kernel says belongs to no host of that name.
  expect(peel('Nov 28 13:35:49 kernel: oom-kill:constraint=CONSTRAINT_NONE,task=uvicorn,pid=569')).toBeUndefined();
});

it('is taken off twice where a relay has set its own head before another', () => {
  const lines = ['ready', 'done'].map(
    (said) => `<30>Nov 23 09:00:01 log1 web[1]: Nov 23 09:00:00 web1 unicorn[31]: ${said}`,
  );
  const layouts = learnEnvelopes(envelopes, { lines, year: 2026 });
  const peeler = openEnvelopes(layouts, envelopes);
  expect(peelLine(peeler, lines[0] ?? '')).toMatchObject({
    layers: ['syslog', 'syslog'],
    text: 'ready',
    host: 'web1',
    pid: 31,
  });
});

it('takes no process for the speaker in whose name others speak', () => {
  const lines = [
    'Nov 23 09:48:48 web1 a1b2c3d4e5f6[912]: [2026-11-23 09:48:48 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:9)',
    'Nov 23 09:48:48 web1 a1b2c3d4e5f6[912]: SystemExit: 1',
    'Nov 23 09:48:48 web1 pm2[811]: 1|shop    | [2026-11-23 09:48:48 +0000] [9] [INFO] Worker exiting (pid: 9)',
    'Nov 23 09:48:49 web1 nginx[31]: ready',
    'Nov 23 09:48:49 web1 gunicorn[44]: [2026-11-23 09:48:49 +0000] [44] [INFO] Booting worker with pid: 44',
  ];
  const layout = syslog.learn({ lines, year: 2026 }) ?? '';
  expect(lines.map((line) => syslog.open(layout)(line)?.pid)).toEqual([undefined, undefined, undefined, 31, 44]);
});
