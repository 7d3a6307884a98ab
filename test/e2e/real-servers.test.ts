import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { readReport } from '../../src/store/bodies.ts';
import { type RealServer, realServers } from './real-servers.ts';

const BIN = join(import.meta.dirname, '../../bin/forensics.js');
const required = process.env['FORENSICS_REQUIRE_SERVERS'] !== undefined;

const isInstalled = ({ probe: [command = '', ...args] }: RealServer): boolean => spawnSync(command, args).status === 0;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

const logsIn = (folder: string): readonly string[] => readdirSync(folder).filter((name) => name.endsWith('.log'));
const said = (folder: string): string =>
  logsIn(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');

/** Waits for what the real server says, not for a time. */
async function until(folder: string, words: RegExp): Promise<void> {
  while (!words.test(said(folder))) await new Promise((resolve) => setTimeout(resolve, 100));
}

const STOP_MS = 5_000;

/** Celery 5.2 can hang in its warm shutdown after a hard time limit: who does not go when asked is killed with its children. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  const patience = setTimeout(() => killGroup(child), STOP_MS);
  child.kill('SIGINT');
  await exited;
  clearTimeout(patience);
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}

function reportOn(folder: string): Report {
  const logs = logsIn(folder).map((name) => join(folder, name));
  const args = [BIN, 'ingest', ...logs, '--case', join(folder, 'case.db'), '--json'];
  return readReport(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout);
}

/** Lets the server kill a worker, stops it, and reads its logs. */
async function capture(server: RealServer): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'forensics-server-'));
  spawnSync('chmod', ['755', folder]);
  const port = await freePort();
  const children = server
    .commands(folder, port)
    .map(([command = '', ...args]) =>
      spawn(command, args, { cwd: folder, stdio: 'ignore', detached: true, env: { ...process.env, TZ: 'UTC' } }),
    );
  try {
    await until(folder, server.ready);
    server.provoke(folder, port);
    await until(folder, server.gone);
    await Promise.all(children.map(stop));
    return reportOn(folder);
  } finally {
    children.forEach(killGroup);
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.each(realServers)('a real $name (skipped where it is not installed)', (server) => {
  const installed = isInstalled(server);

  it('is there where it must be', () => {
    expect(installed || !required).toBe(true);
  });

  it.skipIf(!installed)(
    'has one worker killed for its timeout, and the request is named where the log can tell',
    async () => {
      const { incidents } = await capture(server);
      expect(incidents.map(({ cause }) => cause)).toEqual(['timeout']);
      const culprits = incidents.flatMap(({ requests }) => requests.filter(({ role }) => role === 'culprit'));
      expect(culprits.map(({ label }) => label.split(' (')[0])).toEqual(
        server.culprit === undefined ? [] : [server.culprit],
      );
    },
    60_000,
  );
});
