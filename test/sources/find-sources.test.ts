import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { UserError } from '../../src/lib/errors.ts';
import { findSources } from '../../src/sources/find-sources.ts';
import { sourceKinds } from '../../src/sources/registry.ts';
import { readSource } from './read-source.ts';
import { folderWith } from './temporary-folder.ts';

const LINE = '2024-01-02 03:04:05,678 INFO [20431] job 17 started\n';

/** What is found below a folder, all paths relative to it. */
function find(folder: string, paths: readonly string[] = ['.']) {
  const warnings: [path: string, cause: string][] = [];
  const relative = (path: string) => path.replace(`${folder}/`, '');
  const given = paths.map((path) => (path === '-' ? path : join(folder, path)));
  const sources = findSources(given, {
    kinds: sourceKinds,
    warn: ({ path, cause }) => warnings.push([relative(path), cause.replace(`${folder}/`, '')]),
  });
  return { sources, warnings, found: sources.map(({ path, ordinal }) => [relative(path), ordinal]) };
}

it('finds the files of folders in order, each log with its rotated files, oldest first', () => {
  const folder = folderWith({
    'run.log': LINE,
    'run.log.1': `1 ${LINE}`,
    'run.log.2.gz': gzipSync(LINE),
    'nginx/error.log': LINE,
    'nginx/access.log': LINE,
    '.hidden/run.log': LINE,
    '.hidden.log': LINE,
    '.env': LINE,
    '.env.example.bak': LINE,
  });
  expect(find(folder)).toMatchObject({
    warnings: [],
    found: [
      ['.env', 0],
      ['nginx/access.log', 0],
      ['nginx/error.log', 0],
      ['run.log.2.gz', 0],
      ['run.log.1', 1],
      ['run.log', 2],
    ],
  });
});

it('puts rotated files in order although they were named in another, and reads none twice', () => {
  const folder = folderWith({ 'run.log': LINE, 'run.log.1': `1 ${LINE}`, 'a.log': LINE });
  expect(find(folder, ['run.log', 'a.log', 'run.log.1', 'run.log', '.']).found).toEqual([
    ['run.log.1', 0],
    ['run.log', 1],
    ['a.log', 0],
  ]);
});

it('knows gzip by its content', async () => {
  const { sources } = find(folderWith({ 'plain.gz': LINE, 'zipped.log': gzipSync(LINE) }));
  expect(await Promise.all(sources.map(async (source) => (await readSource(source)).text))).toEqual([LINE, LINE]);
});

it('says of each file that is no log why', () => {
  const tar = Buffer.alloc(1024);
  tar.write('run.log', 0);
  tar.write('ustar', 257);
  const folder = folderWith({
    'a.png': Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    'b.tar.gz': gzipSync(tar),
    'c.log': '',
    'd.log.gz': gzipSync(''),
    'd.log.2.gz': gzipSync(LINE).subarray(0, 9),
    'e.bin': Buffer.alloc(3000, '\0\x01\x02a'),
    'forensics.db': 'SQLite format 3\0',
    'forensics.db-wal': 'x',
    'run.log': LINE,
  });
  expect(find(folder)).toMatchObject({
    found: [
      ['d.log.2.gz', 0],
      ['run.log', 0],
    ],
    warnings: [
      ['a.png', 'is an image, not a log'],
      ['b.tar.gz', 'is an archive; unpack it first'],
      ['c.log', 'is empty'],
      ['d.log.gz', 'is empty'],
      ['e.bin', 'is a binary file'],
    ],
  });
});

it('says so when a case file is given by name', () => {
  const folder = folderWith({ 'forensics.db': 'SQLite format 3\0' });
  expect(find(folder, ['forensics.db']).warnings).toEqual([['forensics.db', 'is an SQLite database, not a log']]);
});

it('reads a log whose beginning is a hole', () => {
  const folder = folderWith({
    'run.log': '\0'.repeat(200_000) + LINE.repeat(2000),
    'nothing.log': '\0'.repeat(200_000),
  });
  expect(find(folder)).toMatchObject({ found: [['run.log', 0]], warnings: [['nothing.log', 'is a binary file']] });
});

it('reads a log whose end is a hole', () => {
  const folder = folderWith({ 'run.log': LINE.repeat(9) + '\0'.repeat(5000) });
  expect(find(folder)).toMatchObject({ found: [['run.log', 0]], warnings: [] });
});

it('reads a log with a hole in its middle', () => {
  const folder = folderWith({ 'run.log': LINE.repeat(9) + '\0'.repeat(5000) + LINE });
  expect(find(folder)).toMatchObject({ found: [['run.log', 0]], warnings: [] });
});

it('leaves out a compressed copy of a file that is there as well', () => {
  const folder = folderWith({ 'run.log.1': LINE.repeat(9), 'run.log.1.gz': gzipSync(LINE.repeat(9)), 'a.log': LINE });
  expect(find(folder)).toMatchObject({
    found: [
      ['a.log', 0],
      ['run.log.1', 0],
    ],
    warnings: [['run.log.1.gz', 'holds the same lines as run.log.1 and is left out']],
  });
  const other = folderWith({ 'run.log.1': LINE, 'run.log.1.gz': gzipSync(`other ${LINE}`) });
  expect(find(other)).toMatchObject({
    found: [
      ['run.log.1', 0],
      ['run.log.1.gz', 1],
    ],
    warnings: [],
  });
});

it('says of a folder without files that it holds none', () => {
  const folder = folderWith({ 'empty/.gitkeep': '', 'logs/nginx/error.log': LINE });
  mkdirSync(join(folder, 'empty/below'));
  expect(find(folder, ['empty']).warnings).toEqual([['empty', 'holds no file']]);
  expect(find(folder, ['logs/nginx', 'logs']).warnings).toEqual([]);
});

it('follows links, but not in circles, and tells those to nothing', () => {
  const folder = folderWith({ 'logs/run.log': LINE, 'elsewhere/app.log': LINE });
  symlinkSync('..', join(folder, 'logs/up'));
  symlinkSync('run.log', join(folder, 'logs/current.log'));
  symlinkSync('itself', join(folder, 'logs/itself'));
  symlinkSync('gone', join(folder, 'logs/lost.log'));
  expect(find(folder, ['logs'])).toMatchObject({
    found: [
      ['logs/current.log', 0],
      ['logs/up/elsewhere/app.log', 0],
    ],
    warnings: [
      ['logs/itself', 'cannot be read (ELOOP)'],
      ['logs/lost.log', 'is a link to nothing'],
    ],
  });
});

it('passes over sockets and pipes in a folder, and reads a pipe that is named', async () => {
  const folder = folderWith({});
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const server = createServer();
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(join(folder, 'gunicorn.sock'), resolve));
  expect(find(folder).warnings).toEqual([
    ['gunicorn.sock', 'is a socket'],
    ['pipe', 'is a named pipe, read only when given by its name'],
  ]);
  const [source] = find(folder, ['pipe']).sources;
  if (!source) throw new Error('the pipe was not found');
  const writing = new Promise((resolve) => {
    execFileSync('sh', ['-c', `(printf 'one\\ntwo\\n' > '${join(folder, 'pipe')}') >/dev/null 2>&1 &`]);
    resolve(undefined);
  });
  const [{ text, causes }] = await Promise.all([readSource(source), writing]);
  expect({ text, causes }).toEqual({ text: 'one\ntwo\n', causes: [] });
});

it('takes - as standard input', () => {
  expect(find(folderWith({ 'run.log': LINE }), ['-', 'run.log', '-']).found).toEqual([
    ['-', 0],
    ['run.log', 0],
  ]);
});

it.each(['missing.log', 'run.log/below', 'no/such/folder'])('refuses a path that is not there: %s', (path) => {
  const folder = folderWith({ 'run.log': LINE });
  expect(() => find(folder, ['run.log', path])).toThrow(UserError);
  expect(() => find(folder, [path])).toThrow(expect.objectContaining({ code: 'E_NO_SUCH_PATH' }));
});

it('tells a file that cannot be read, and goes on', () => {
  const folder = folderWith({ 'run.log': LINE });
  const tooLong = 'x'.repeat(300);
  expect(find(folder, [tooLong, 'run.log'])).toMatchObject({
    found: [['run.log', 0]],
    warnings: [[tooLong, 'cannot be read (ENAMETOOLONG)']],
  });
});

it.skipIf(process.getuid?.() === 0)('tells files and folders that one may not read', () => {
  const folder = folderWith({ 'a/run.log': LINE, 'b.log': LINE, 'c.log': LINE });
  chmodSync(join(folder, 'a'), 0);
  chmodSync(join(folder, 'b.log'), 0);
  onTestFinished(() => {
    chmodSync(join(folder, 'a'), 0o700);
  });
  expect(find(folder)).toMatchObject({
    found: [['c.log', 0]],
    warnings: [
      ['a', 'cannot be read (EACCES)'],
      ['b.log', 'cannot be read (EACCES)'],
    ],
  });
});
