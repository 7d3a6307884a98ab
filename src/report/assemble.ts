import type { Diagnosed, SortedFailure, Stall } from '../model/conclusion.ts';
import type { Correlation } from '../model/correlation.ts';
import type { DiedTogether } from '../model/died-together.ts';
import type { CaseFacts } from '../model/facts.ts';
import type { Remark } from '../model/remark.ts';
import type { FailureDiagnosis, Gap, Report, ReportWarning, WorkerLife } from '../model/report.ts';
import type { Pattern } from '../model/report-pattern.ts';
import { MICROS_PER_MINUTE } from '../model/time.ts';
import { endedAt, type Worker } from '../model/worker.ts';
import { assembleFailures } from './assemble-failures.ts';
import { assembleIncident } from './assemble-incident.ts';
import { assembleNearMiss } from './assemble-near-miss.ts';
import { assembleSettings } from './assemble-settings.ts';
import { assembleSource, isZone } from './assemble-source.ts';
import { assembleTracebacks } from './assemble-tracebacks.ts';
import { headline } from './headline.ts';
import { statedOrNull, type Writing, writtenOrNull } from './place.ts';

/** Everything that has been found out about a case. */
export interface Findings {
  readonly facts: CaseFacts;
  readonly correlation: Correlation;
  readonly incidents: readonly Diagnosed[];
  readonly patterns: readonly Pattern[];
  readonly diedTogether: readonly DiedTogether[];
  readonly failures: readonly SortedFailure[];
  readonly failureDiagnoses: readonly FailureDiagnosis[];
  readonly stalls: readonly Stall[];
  readonly gaps: readonly Gap[];
  readonly warnings: readonly ReportWarning[];
  readonly remarks: readonly Remark[];
}

interface Made {
  readonly toolVersion: string;
  readonly now: Date;
}

/** The report of a case: versioned plain data, from which every renderer prints. Same findings in, same report out. */
export function assembleReport(findings: Findings, { toolVersion, now }: Made): Report {
  const { facts, correlation, incidents, patterns, stalls, gaps, warnings } = findings;
  const writing = writingOf(facts, correlation);
  const conclusions = incidents.map(({ conclusion }) => conclusion);
  const roles = conclusions.flatMap(({ claims }) => claims.map(({ role }) => role));
  const counts = {
    incidents: incidents.length,
    culprits: roles.filter((role) => role === 'culprit').length,
    casualties: conclusions.reduce((sum, { casualtyCount }) => sum + casualtyCount, 0),
    nearMisses: stalls.length,
  };
  return {
    schema: 'forensics-report/1',
    tool: { name: 'forensics', version: toolVersion },
    generatedAt: now.toISOString(),
    sources: facts.sources.map((source) => assembleSource(source, { facts, clocks: correlation.clocks }, writing)),
    summary: { ...counts, headline: headline(conclusions, { facts, correlation }, writing) },
    incidents: incidents.map((incident) => assembleIncident(incident, writing)),
    settings: assembleSettings(facts, writing),
    workers: correlation.workers.map((worker) =>
      workerLife(
        worker,
        writing,
        conclusions.some((one) => one.worker === worker),
      ),
    ),
    tracebacks: assembleTracebacks(
      { exceptions: facts.exceptions, placed: correlation.exceptions },
      conclusions,
      writing,
    ),
    patterns,
    diedTogether: findings.diedTogether,
    failures: assembleFailures(findings.failures, writing),
    failureDiagnoses: findings.failureDiagnoses,
    nearMisses: stalls.map((stall) => assembleNearMiss(stall, stalls, writing)),
    gaps,
    warnings,
    remarks: findings.remarks,
  };
}

/** The report is written in the zone that the supervisors' own logs state or give away, as people will compare it with them. */
function writingOf({ sources, lifecycle }: CaseFacts, { clocks }: Correlation): Writing {
  const speaking = new Set(lifecycle.flatMap(({ origin, stamp }) => (stamp ? [origin.source] : [])));
  const stated = clocks.filter(({ zoneFrom }) => zoneFrom === 'stated');
  const given = clocks.find(
    ({ source, zoneFrom, offsetUs }) => zoneFrom === 'inferred' && speaking.has(source) && isZone(offsetUs),
  );
  const clock = stated.find(({ source }) => speaking.has(source)) ?? stated[0] ?? given;
  return {
    offsetMin: (clock?.offsetUs ?? 0) / MICROS_PER_MINUTE,
    paths: new Map(sources.map(({ id, path }) => [id, path])),
  };
}

function workerLife(worker: Worker, writing: Writing, isIncident: boolean): WorkerLife {
  const { host, pid, name, bootedAt, firstSeenAt, lastSeenAt, replacedBy, end } = worker;
  return {
    host: host ?? null,
    pid: pid ?? null,
    name: name ?? null,
    bootedAt: writtenOrNull(bootedAt, writing),
    firstSeenAt: writtenOrNull(firstSeenAt, writing),
    lastSeenAt: writtenOrNull(lastSeenAt, writing),
    diedAt: end.how === 'running' ? null : statedOrNull(endedAt(end), writing),
    replacedBy: replacedBy ?? null,
    end: endWord(end, isIncident),
  };
}

function endWord(end: Worker['end'], isIncident: boolean): WorkerLife['end'] {
  switch (end.how) {
    case 'running':
      return 'running';
    case 'graceful':
    case 'left':
      return isIncident ? 'exit' : 'graceful';
    case 'lost':
    case 'vanished':
      return 'unknown';
    case 'died':
      return end.death.cause;
  }
}
