import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'forensics-captures-'));
afterAll(() => rmSync(folder, { recursive: true }));

const rig = (file: string): string => pathToFileURL(join('bench', 'captures', file)).href;

/** What a script that may import the rig prints. */
const printed = (script: string): unknown =>
  JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }));

/** Worker 10 of master 1 serves one request, is blocked by a second while a third is open, and is aborted. */
const NOTES = [
  { what: 'boot', at: 1, by: 10, pid: 10 },
  { what: 'start', at: 2, by: 10, key: 'a' },
  { what: 'finish', at: 3, by: 10, key: 'a', status: 200 },
  { what: 'start', at: 4, by: 10, key: 'b' },
  { what: 'start', at: 5, by: 10, key: 'c' },
  { what: 'fault', at: 5, by: 10, key: 'c', kind: 'lock', frame: 'faults.py:40 refresh_index' },
  { what: 'signal', at: 9, by: 1, pid: 10, signal: 6 },
  { what: 'thrown', at: 9, by: 10, key: 'c', status: 500 },
  { what: 'end', at: 10, by: 1, pid: 10, status: 256 },
];

it('knows of whom it captured who blocked a worker, who died with it, and who did not', () => {
  writeFileSync(join(folder, 'truth.jsonl'), NOTES.map((note) => JSON.stringify(note)).join('\n'));
  const seen = ['a', 'b', 'c'].map((key, n) => ({
    ...{ key, id: key, target: `/item?id=${key}`, start: 2 + n, end: key === 'a' ? 3 : 10 },
    ...{ status: key === 'a' ? 200 : 502, left: false },
  }));
  const run = {
    ...{ plan: { workerClass: 'gevent' }, seen, acts: [] },
    servers: [{ folder, name: 'web1', process: { pid: 1 } }],
  };
  const script = `import { truthOf } from '${rig('truth.js')}'; console.log(JSON.stringify(truthOf(${JSON.stringify(run)})));`;
  expect(printed(script)).toMatchObject({
    workers: [{ pid: 10, cause: 'timeout' }],
    incidents: [{ pid: 10, cause: 'timeout', died_by: 'exit 1', culprits: ['c'], casualties: ['b'], fault: 'lock' }],
    requests: { a: { outcome: 'ok' }, b: { outcome: 'casualty' }, c: { outcome: 'culprit' } },
  });
});

it('moves the stamps of a proxy whose clock is off, and nothing else', () => {
  const lines = [
    '10.0.0.1 - - [30/Nov/2026:23:59:59 +0100] "GET / HTTP/1.1" 200 3',
    '2026/11/30 23:59:59 [error] 7#7: *1 upstream timed out',
    '{"time":"2026-11-30T23:59:59+01:00","status":200}',
  ];
  const script = `import { moved } from '${rig('rewrap.js')}'; console.log(JSON.stringify(${JSON.stringify(lines)}.map((line) => moved(line, 2))));`;
  expect(printed(script)).toEqual([
    '10.0.0.1 - - [01/Dec/2026:00:00:01 +0100] "GET / HTTP/1.1" 200 3',
    '2026/12/01 00:00:01 [error] 7#7: *1 upstream timed out',
    '{"time":"2026-12-01T00:00:01+01:00","status":200}',
  ]);
});
