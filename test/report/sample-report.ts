import type { Report } from '../../src/model/report.ts';
import { culprit, FRAMES, GUNICORN_ERR, incident, quoted, RUN_LOG } from './sample-incident.ts';

/** A whole report around that story. */
export const sampleReport: Report = {
  schema: 'forensics-report/1',
  tool: { name: 'forensics', version: '0.1.0' },
  generatedAt: '2026-11-23T09:00:00.000+00:00',
  sources: [
    {
      id: GUNICORN_ERR,
      path: 'gunicorn.err',
      format: 'gunicorn-error',
      envelope: null,
      host: 'web1',
      bytes: 734,
      lines: 10,
      sha256: 'a'.repeat(64),
      zone: '+08:00',
      zoneFrom: 'stated',
      skewMs: 0,
      anchors: 0,
      firstAt: '2021-03-12T09:56:56.000+08:00',
      lastAt: '2021-03-12T09:57:45.000+08:00',
      unrecognisedLines: 0,
      copies: 0,
    },
    {
      id: RUN_LOG,
      path: 'run.log',
      format: 'python-app+python-traceback',
      envelope: null,
      host: null,
      bytes: 44494,
      lines: 1229,
      sha256: 'b'.repeat(64),
      zone: '+08:00',
      zoneFrom: 'inferred',
      skewMs: 146,
      anchors: 5,
      firstAt: '2021-03-12T09:56:58.247+08:00',
      lastAt: '2021-03-12T09:58:31.003+08:00',
      unrecognisedLines: 3,
      copies: 0,
    },
  ],
  summary: {
    incidents: 1,
    culprits: 1,
    casualties: 16,
    nearMisses: 1,
    headline:
      'Worker 20431 was blocked and killed by its master at 2021-03-12 09:57:44 and took 16 bystander requests with it.',
  },
  incidents: [incident],
  settings: [{ name: 'timeout', value: '30', evidence: quoted('gunicorn.conf.py', 3, 'timeout = 30') }],
  workers: [
    {
      host: 'web1',
      pid: 20431,
      name: null,
      bootedAt: '2021-03-12T09:56:56.000+08:00',
      firstSeenAt: '2021-03-12T09:56:58.247+08:00',
      lastSeenAt: '2021-03-12T09:57:45.146+08:00',
      diedAt: '2021-03-12T09:57:45.146+08:00',
      replacedBy: 30925,
      end: 'timeout',
    },
    {
      host: 'web1',
      pid: 30925,
      name: null,
      bootedAt: '2021-03-12T09:57:45.000+08:00',
      firstSeenAt: null,
      lastSeenAt: null,
      diedAt: null,
      replacedBy: null,
      end: 'running',
    },
  ],
  tracebacks: [
    {
      fingerprint: 'f1',
      exception: 'SystemExit',
      message: '1',
      count: 1,
      firstAt: '2021-03-12T09:57:45.146+08:00',
      lastAt: '2021-03-12T09:57:45.146+08:00',
      pids: [20431],
      incidents: ['inc-1'],
      frames: FRAMES,
    },
  ],
  patterns: [{ title: 'Same frame gen_op.py:447 write_sn_file', incidents: ['inc-1'], evidence: ['1 of 1 incidents'] }],
  failureDiagnoses: [
    {
      id: 'keep-alive-race',
      title: 'The server closed idle connections that the proxy in front still used',
      kind: 'keepAliveRace',
      count: 2,
      confidence: 0.75,
      for: ['each of 2 connections broke at once'],
      against: ['a full listen queue looks the same'],
      remedy: 'Keep idle connections longer in the server than in front of it.',
      reference: 'gunicorn docs, "Settings", keepalive',
    },
  ],
  failures: {
    killed: 17,
    recycled: 0,
    keepAliveRace: 0,
    proxyGaveUp: 0,
    clientLeft: 0,
    appError: 3,
    refused: 0,
    unexplained: 1,
    list: [
      ...[culprit.label, 'job 2021031256229'].map(
        (label) =>
          ({ kind: 'killed', label, at: incident.at ?? '', incident: 'inc-1', why: 'killed', evidence: [] }) as const,
      ),
      {
        kind: 'unexplained',
        label: 'GET /query?job=9',
        at: '2021-03-12T09:57:50.000+08:00',
        incident: null,
        why: 'nothing tells',
        evidence: [quoted('run.log', 900, '2021-03-12 09:57:50,000 $10021 job 9 finish 500 3 ms')],
      },
    ],
  },
  diedTogether: [],
  nearMisses: [
    {
      ...{ at: '2021-03-12T09:58:02.000+08:00', host: null, worker: 10024, sign: 'all-held', stallSeconds: 21.4 },
      ...{
        timeoutSeconds: 30,
        timeoutFrom: 'inferred',
        stalled: 7,
        lastBegun: 'GET /item?id=8',
        together: [],
        evidence: [],
      },
    },
  ],
  gaps: [
    {
      what: 'What the clients of the killed jobs saw',
      why: 'no proxy log is among the sources',
      remedy: 'log_format main \'$remote_addr [$time_iso8601] "$request" $status $upstream_status $request_id\';',
    },
  ],
  warnings: [{ path: 'run.log', line: 1229, cause: 'ends in the middle of a record', count: 1 }],
  remarks: [{ at: '2021-03-12T09:57:10.210+08:00', about: 'worker 20431', text: 'The nightly export began here.' }],
};

/** The same server on a quiet day. */
export const quietReport: Report = {
  ...sampleReport,
  summary: {
    incidents: 0,
    culprits: 0,
    casualties: 0,
    nearMisses: 0,
    headline: 'No worker died abnormally in these logs (2 read).',
  },
  incidents: [],
  workers: sampleReport.workers.map((life) => ({ ...life, end: life.pid === 20431 ? 'graceful' : 'running' })),
  tracebacks: [],
  patterns: [],
  failures: { ...sampleReport.failures, killed: 0, appError: 0, unexplained: 0, list: [] },
  failureDiagnoses: [],
  nearMisses: [],
  gaps: [],
  warnings: [],
  remarks: [],
};

/** Logs that tell of no worker at all. */
export const blindReport: Report = {
  ...quietReport,
  summary: { ...quietReport.summary, headline: 'These logs tell of no worker.' },
  workers: [],
};
