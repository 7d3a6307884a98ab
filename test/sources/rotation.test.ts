import { expect, it } from 'vitest';
import { compareOrder, rotationOf } from '../../src/sources/rotation.ts';

const sorted = (paths: readonly string[]): readonly string[] =>
  [...paths].sort((a, b) => compareOrder(rotationOf(a).order, rotationOf(b).order));

/** Each set oldest first, as its writer names it. */
const SETS: readonly (readonly [writer: string, stream: string, files: readonly string[]])[] = [
  ['logrotate', 'logs/run.log', ['logs/run.log.10.gz', 'logs/run.log.2.gz', 'logs/run.log.1', 'logs/run.log']],
  ['logrotate, start 0', 'run.log', ['run.log.1', 'run.log.0', 'run.log']],
  ['logrotate without extension', 'syslog', ['syslog.7.gz', 'syslog.2.gz', 'syslog.1', 'syslog']],
  ['logrotate of an error log', 'gunicorn.err', ['gunicorn.err.2.gz', 'gunicorn.err.1', 'gunicorn.err']],
  ['logrotate of a gzip only', 'app.log', ['app.log.2.gz', 'app.log.1.gz', 'app.log']],
  ['by hand', 'run.log', ['run.log.gz', 'run.log']],
  ['dateext', 'run.log', ['run.log-20231231.gz', 'run.log-20240101', 'run.log-20240102', 'run.log']],
  ['dateext without extension', 'messages', ['messages-20231231.gz', 'messages-20240107', 'messages']],
  ['dateext and extension .log', 'run.log', ['run-20231231.log.gz', 'run-20240102.log', 'run.log']],
  ['dateformat -%Y%m%d-%s', 'run.log', ['run.log-20240102-1699999999', 'run.log-20240102-1700000000', 'run.log']],
  ['dateformat -%s', 'run.log', ['run.log-1699999999', 'run.log-1700000000', 'run.log']],
  ['hourly dateext', 'run.log', ['run.log-2024010209.gz', 'run.log-2024010210', 'run.log']],
  ['date and count', 'run.log', ['run.log.20240102-1', 'run.log.20240102-2', 'run.log.20240102-10', 'run.log']],
  ['numbers, then dateext', 'run.log', ['run.log.2.gz', 'run.log.1', 'run.log-20240102', 'run.log']],
  ['RotatingFileHandler', 'app.log', ['app.log.3', 'app.log.2', 'app.log.1', 'app.log']],
  ['TimedRotatingFileHandler, midnight', 'run.log', ['run.log.2023-12-31', 'run.log.2024-01-02', 'run.log']],
  ['TimedRotatingFileHandler, H', 'run.log', ['run.log.2024-01-02_09', 'run.log.2024-01-02_10', 'run.log']],
  ['TimedRotatingFileHandler, S', 'run.log', ['run.log.2024-01-02_09-59-59', 'run.log.2024-01-02_10-00-00', 'run.log']],
  ['a namer', 'run.log', ['run.2024-01-01.log', 'run.2024-01-02.log', 'run.log']],
  ['winston', 'run.log', ['run-2024-01-01.log', 'run-2024-01-02.log', 'run.log']],
  [
    'a dated file, rotated',
    'run.log',
    ['run-2024-01-01.log.2', 'run-2024-01-01.log.1', 'run-2024-01-01.log', 'run-2024-01-02.log'],
  ],
  ['logback', 'run.log', ['run.2024-01-02.0.log', 'run.2024-01-02.1.log.gz', 'run.2024-01-02.10.log', 'run.log']],
  ['cronolog', 'access.log', ['access.20231231.log', 'access.20240102.log']],
  ['cronolog, folders', 'logs/access.log', ['logs/2023/12/31/access.log', 'logs/2024/01/02/access.log']],
  ['cronolog, months', 'access.log', ['access-2023-12.log', 'access-2024-01.log', 'access.log']],
  ['rotatelogs', 'access.log', ['access.log.1699920000', 'access.log.1700006400']],
  [
    'Tomcat',
    'localhost_access_log.txt',
    ['localhost_access_log.2023-12-31.txt', 'localhost_access_log.2024-01-02.txt'],
  ],
  ['pm2', 'app-out.log', ['app-out__2024-01-01_00-00-00.log', 'app-out__2024-01-02_00-00-00.log', 'app-out.log']],
  ['the kubelet', 'web/0.log', ['web/0.log.20240102-150405.gz', 'web/0.log.20240102-160405', 'web/0.log']],
  ['Docker', 'f00-json.log', ['f00-json.log.2.gz', 'f00-json.log.1', 'f00-json.log']],
  ['lumberjack', 'foo.log', ['foo-2016-11-04T18-30-00.000.log.gz', 'foo-2016-11-04T19-30-00.000.log', 'foo.log']],
  ['a date in front', 'access.log', ['2024-01-01-access.log', '2024-01-02-access.log', 'access.log']],
  ['a name with a number', 'web1.log', ['web1.log.2', 'web1.log-20240102', 'web1-20240103.log', 'web1.log']],
];

it.each(SETS)('%s', (_writer, stream, files) => {
  expect(files.map((path) => rotationOf(path).stream)).toEqual(files.map(() => stream));
  expect(sorted(files.toReversed())).toEqual(files);
});

/** Names that only look like rotations: each is a log of its own. */
const APART: readonly (readonly string[])[] = [
  ['web1.log', 'web2.log'],
  ['error.log', 'access.log', 'error_log'],
  ['app.log', 'app-2.log', 'app_2.log', 'app2.log', 'app.2.log'],
  ['run.log', 'run.log.20431', 'run.20432.log', 'gunicorn-20433.log'],
  ['10.0.0.1', '10.0.0.2', 'host-10.0.0.1'],
  ['a/run.log', 'b/run.log'],
  ['build-20241399.log', 'build-20241398.log', 'build.log'],
  ['order-120240102.log', 'order.log'],
  ['2024-01-02', '2024-01-03'],
  ['run-2024-01-02-web1.log', 'run-2024-01-02-web2.log'],
];

it.each(APART)('%s and the others stay apart', (...paths) => {
  expect(new Set(paths.map((path) => rotationOf(path).stream)).size).toBe(paths.length);
});
