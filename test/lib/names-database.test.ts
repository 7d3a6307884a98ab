import { expect, it } from 'vitest';
import { namesDatabase } from '../../src/lib/names-database.ts';

it.each([
  ['/var/log/postgresql/postgresql-15-main.log', true],
  ['logs/postgresql.log', true],
  ['logs/postgresql.log.1', true],
  ['/var/log/mysql/error.log', true],
  ['mariadb.log', true],
  ['redis-server.log', true],
  ['postgres-importer/app.log', false],
  ['logs/run.log', false],
  ['redisqueue.log', false],
])('%s: %s', (path, is) => {
  expect(namesDatabase(path)).toBe(is);
});
