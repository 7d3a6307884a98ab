import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ingest } from '../src/app/ingest/ingest.ts';
import type { Report } from '../src/model/report.ts';

/** Logs as people paste them: a folder each, with what must be understood of it in `expected.json`. */
const EXCERPTS = 'fixtures/excerpts';
const EXPECTED = 'expected.json';
const REWRITE = process.env['FORENSICS_GOLDEN'] === '1';

/** syslog states no year: it is taken from the file, which is as old as its checkout. */
const withoutYear = (at: string | null): string | null => at?.slice('2026-'.length) ?? null;

const understood = ({ sources, incidents, workers, tracebacks }: Report) => ({
  sources: sources.map(({ path, format, envelope, lines, unrecognisedLines }) => ({
    file: path.split('/').at(-1),
    ...{ format, envelope, lines, unrecognisedLines },
  })),
  incidents: incidents.map(({ worker, server, cause, signal, exitCode, at, blocked, requests }) => ({
    ...{
      server: server.kind,
      pid: worker.pid,
      cause,
      signal,
      exitCode,
      at: withoutYear(at),
      replacement: worker.replacementPid,
    },
    frame: blocked?.frame ?? null,
    requests: requests.map(({ role, label }) => `${role}: ${label}`),
  })),
  workers: workers.map(({ pid, bootedAt, end }) => `${String(pid)} ${end}${bootedAt === null ? '' : ', booted'}`),
  tracebacks: tracebacks.map(
    ({ exception, count, frames }) => `${exception} x${String(count)}, ${String(frames.length)} frames`,
  ),
});

async function read(folder: string): Promise<object> {
  const workplace = mkdtempSync(join(tmpdir(), 'forensics-excerpt-'));
  try {
    const paths = readdirSync(folder).flatMap((name) => (name === EXPECTED ? [] : [join(folder, name)]));
    const options = { casePath: join(workplace, 'case.db'), accessFormats: [], toolVersion: '0', now: new Date(0) };
    return understood((await ingest({ paths, ...options })).report);
  } finally {
    rmSync(workplace, { recursive: true });
  }
}

describe('excerpts', () => {
  it.each(readdirSync(EXCERPTS))('%s', async (name) => {
    const folder = join(EXCERPTS, name);
    const expected = join(folder, EXPECTED);
    const found = await read(folder);
    if (REWRITE) writeFileSync(expected, `${JSON.stringify(found, undefined, 2)}\n`);
    expect(existsSync(expected)).toBe(true);
    expect(found).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
  });
});
