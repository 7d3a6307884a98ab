import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ingest } from '../../src/app/ingest/ingest.ts';
import type { Report } from '../../src/model/report.ts';

/** A file of a case as it is given to `ingest`. */
export interface Given {
  readonly name: string;
  readonly text: string;
}

/** Minutes east of UTC of the clock that a fixture's file was written by. */
export type Zones = Readonly<Record<string, number>>;

export const givenIn = (fixture: string, names: readonly string[]): readonly Given[] =>
  names.map((name) => ({ name, text: readFileSync(`fixtures/cases/${fixture}/input/${name}`, 'utf8') }));

/** What a report says happened, without what tells only how it was told: places, clocks, texts of evidence. */
const verdictOf = ({ incidents, failures, nearMisses, workers, summary }: Report) => ({
  incidents: incidents.map(({ cause, at, signal, worker, casualtyCount, blocked, shape, requests, diagnoses }) => ({
    ...{ cause, at: at === null ? null : Date.parse(at), signal, pid: worker.pid, casualtyCount, shape },
    ...{ frame: blocked?.frame, call: blocked?.call, diagnoses: diagnoses.map(({ id }) => id) },
    requests: requests.map(({ role, label, id }) => `${role} ${label} ${id ?? ''}`).sort(),
  })),
  failures: { ...failures, list: failures.list.length },
  nearMisses: nearMisses.map(({ worker, stalled }) => [worker, stalled]),
  ends: workers.map(({ pid, end }) => `${String(pid)} ${end}`).sort(),
  counts: { ...summary, headline: '' },
});

export type Verdict = ReturnType<typeof verdictOf>;

/** The verdict on these files, given in this order. */
export async function verdictOn(files: readonly Given[]): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'forensics-verdict-'));
  try {
    const paths = files.map(({ name, text }) => {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      return path;
    });
    const made = { accessFormats: [], toolVersion: '0', now: new Date('2026-12-01T00:00:00Z') };
    const { report } = await ingest({ paths, casePath: join(folder, 'case.db'), ...made });
    return verdictOf(report);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const BEGINS_RECORD = /^(?:\[?\d{4}[-/]\d\d[-/]\d\d[ T]|\d+\.\d+\.\d+\.\d+ - )/;

/** A file as a rotation leaves it, cut before the record at that share of it: what is older lies under the older name. */
export const cutAt = ({ name, text }: Given, share: number): readonly Given[] => {
  const lines = text.split('\n');
  const cuts = lines.flatMap((each, at) => (at > 0 && BEGINS_RECORD.test(each) ? [at] : []));
  const line = cuts[Math.floor(share * (cuts.length - 1))] ?? 0;
  return [
    { name: `${name}.1`, text: `${lines.slice(0, line).join('\n')}\n` },
    { name, text: lines.slice(line).join('\n') },
  ];
};

const STATED = /(\d{4})[-/](\d\d)[-/](\d\d)[ T](\d\d:\d\d:\d\d)(?:[.,](\d{3}))?/;
const ACCESS = /\[(\d\d\/\w{3}\/\d{4}):(\d\d:\d\d:\d\d)/;

/** What a line's own clock showed, in milliseconds as if it were UTC; NaN: it states no time. */
function wallIn(line: string): number {
  if (!BEGINS_RECORD.test(line)) return Number.NaN;
  const access = ACCESS.exec(line);
  if (access) return Date.parse(`${access[1] ?? ''} ${access[2] ?? ''} UTC`);
  return Date.parse(
    line
      .replace(STATED, '$1-$2-$3T$4.$5')
      .replace(/^\[?(\S{19}\.)(\d*).*$/s, '$1$2Z')
      .replace('.Z', 'Z'),
  );
}

const syslogged = (line: string, time: string): string =>
  // Daemons that hand lines on write one head.
  /^\S+ \w+ \S+: /.test(line) ? line : `${time.replace('000Z', '+00:00')} web1 app: ${line}`;

const WRAPS: Readonly<Record<string, (line: string, time: string) => string>> = {
  'docker json-file': (line, time) => JSON.stringify({ log: `${line}\n`, stream: 'stderr', time }),
  compose: (line) => `web-1  | ${line}`,
  CRI: (line, time) => `${time} stderr F ${line}`,
  'docker logs -t': (line, time) => `${time} ${line}`,
  kubectl: (line) => `[pod/web-5d4f8c7b9-x2x4z/app] ${line}`,
  syslog: syslogged,
  'syslog (RFC 5424)': (line, time) =>
    /^\S+ \w+ \S+: /.test(line) ? line : `<30>1 ${time.replace('000Z', '+00:00')} web1 app 7 - - ${line}`,
  Heroku: (line, time) => `${time.replace('000Z', '+00:00')} app[web.1]: ${line}`,
  'CloudWatch Logs': (line, time) =>
    JSON.stringify({ logStreamName: 'web/7', timestamp: Date.parse(time), message: line, eventId: '3' }),
  'Cloud Logging': (line, time) =>
    JSON.stringify({ textPayload: `${line}\n`, timestamp: time, resource: { labels: { pod_name: 'web-1' } } }),
  'time and container before each line': (line, time) => `[${time.replace('T', ' ').replace('000Z', '')}] [c2] ${line}`,
  'quoted in an answer': (line) => `> ${line}`,
  'commented out': (line) => `# ${line}`,
  'in a box': (line) => `│ ${line} │`,
  'pm2 logs': (line) => `0|web      | ${line}`,
  // Runtimes cut at 8 or 16 KiB, never within a head.
  'CRI in parts': (line, time) =>
    line.length <= 80
      ? `${time} stderr F ${line}`
      : `${time} stderr P ${line.slice(0, 80)}\n${time} stderr F ${line.slice(80)}`,
  'structured JSON': (line, time) => JSON.stringify({ timestamp: time, level: 'info', message: line }),
  'structured JSON (ECS)': (line, time) =>
    JSON.stringify({ '@timestamp': time, 'ecs.version': '1.6.0', log: { level: 'info' }, message: line }),
  logfmt: (line, time) => `time=${time} level=info msg=${JSON.stringify(line)}`,
  'compose with times': (line, time) => `web-1  | ${time} ${line}`,
  'kubectl with times': (line, time) => `[pod/web-5d4f8c7b9-x2x4z/app] ${time} ${line}`,
  'CRI in docker json-file': (line, time) =>
    JSON.stringify({ log: `${time} stderr F ${line}\n`, stream: 'stderr', time }),
  'compose, pasted': (line) => `> web-1  | ${line}`,
  'syslog in journalctl -o json': (line, time) =>
    JSON.stringify({
      MESSAGE: syslogged(line, time),
      __REALTIME_TIMESTAMP: `${String(Date.parse(time))}000`,
    }),
  colours: (line) => line.replace(/\b(INFO|ERROR|WARNING|CRITICAL)\b/, '\u001B[32m$1\u001B[0m'),
  'journalctl -o json': (line, time) =>
    JSON.stringify({ MESSAGE: line, __REALTIME_TIMESTAMP: `${String(Date.parse(time))}000`, _HOSTNAME: 'web1' }),
  'journalctl -o export': (line, time) =>
    `__CURSOR=s=1;i=2\n__REALTIME_TIMESTAMP=${String(Date.parse(time))}000\n_HOSTNAME=web1\nMESSAGE=${line}\n`,
  'journalctl -o verbose': (line, time) =>
    `Mon ${time.slice(0, 26).replace('T', ' ')} UTC [s=1;i=2;b=3;m=4;t=5;x=6]\n    _HOSTNAME=web1\n    MESSAGE=${line}`,
};

export const wraps = Object.keys(WRAPS);

/** The file with each of its lines wrapped as a collector would have when it was written. */
export function wrapped({ name, text }: Given, wrap: string, zones: Zones): Given {
  const put = WRAPS[wrap];
  let last = 0;
  const lines = text.replace(/\n$/, '').split('\n');
  const out = lines.map((line) => {
    const wall = wallIn(line);
    last = Number.isNaN(wall) ? last : wall - (zones[name] ?? 0) * 60_000;
    return put?.(line, new Date(last).toISOString().replace('Z', '000000Z')) ?? line;
  });
  return { name, text: `${out.join('\n')}\n` };
}
