import { fingerprintOf } from '../lib/fingerprint.ts';
import type { Block, Claim, Conclusion, Diagnosed, Disturbance } from '../model/conclusion.ts';
import type { Incident, IncidentEvent, RequestClaim, Shape } from '../model/report.ts';
import type { IncidentTraceback } from '../model/report-evidence.ts';
import type { Blocked, Disturbed } from '../model/report-block.ts';
import type { Request } from '../model/request.ts';
import { lastRaised, placeOf, type Traceback } from '../model/traceback.ts';
import { explain } from './explanation.ts';
import { evidenceOf, frameOf, statedOrNull, type Writing, written, writtenOrNull } from './place.ts';
import { deathMoment } from '../model/worker.ts';

/** One diagnosed death as the report tells it. */
export function assembleIncident({ conclusion, diagnoses, longerTimeout }: Diagnosed, writing: Writing): Incident {
  const { id, cause, death, worker, server, confidence, shape, casualtyCount, claims, block } = conclusion;
  return {
    ...{ id, cause, confidence, server, shape, casualtyCount, diagnoses },
    signal: death.signal ?? null,
    exitCode: death.exitCode ?? null,
    at: statedOrNull(deathMoment(death), writing),
    host: worker.host ?? null,
    worker: deadWorker(conclusion, writing),
    blocked: block ? blocked(block, writing) : null,
    requests: claims.map((claim) => requestClaim(claim, conclusion, writing)),
    traceback: traceback(conclusion, writing),
    events: eventsOf(conclusion, writing),
    longerTimeout: longerTimeout ?? null,
    disturbance: conclusion.disturbance ? disturbed(conclusion.disturbance, writing) : null,
    explanation: explain(conclusion, writing.offsetMin),
  };
}

const deadWorker = ({ worker, death, lastSignOfLifeAt }: Conclusion, writing: Writing): Incident['worker'] => ({
  pid: worker.pid ?? null,
  name: worker.name ?? null,
  bootedAt: writtenOrNull(worker.bootedAt, writing),
  lastSignOfLifeAt: writtenOrNull(lastSignOfLifeAt, writing),
  diedAt: statedOrNull(death.goneAt, writing),
  replacementPid: worker.replacedBy ?? null,
});

const disturbed = ({ kind, from, to, seconds, explains }: Disturbance, writing: Writing): Disturbed => ({
  ...{ kind, explains },
  from: writtenOrNull(from, writing),
  to: statedOrNull(to, writing),
  seconds: seconds ?? null,
});

const blocked = ({ from, to, frame, call, kind }: Block, writing: Writing): Blocked => ({
  from: statedOrNull(from, writing),
  to: statedOrNull(to, writing),
  seconds: Math.round((to - from) / 100_000) / 10,
  frame: frame ? `${baseName(placeOf(frame))} ${frame.function}` : null,
  call: call ?? null,
  kind: kind ?? null,
});

const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

function requestClaim(claim: Claim, { death, shape }: Conclusion, writing: Writing): RequestClaim {
  const { role, confidence, suspicion, basis, label, request, reasons, against, evidence, retry } = claim;
  return {
    ...{ role, confidence: rounded(confidence), basis, label, reasons, against },
    ...(suspicion === undefined ? {} : { suspicion: rounded(suspicion) }),
    ...askedFor(request),
    startedAt: writtenOrNull(request?.startedAt, writing),
    endedAt: writtenOrNull(request?.endedAt, writing),
    ageMs: ageMs(claim, death.goneAt),
    clientSaw: clientSaw(claim, shape),
    evidence: evidence.map((event) => evidenceOf(event, writing)),
    retry: retry ? { at: written(retry.at, writing), outcome: retry.outcome } : null,
  };
}

const askedFor = (request: Request | undefined): Pick<RequestClaim, 'id' | 'method' | 'target'> => ({
  id: request?.id ?? null,
  method: request?.method ?? null,
  target: request?.target ?? null,
});

/** From 22.0 on a sync worker answers the request that it aborts with a 500 (gunicorn workers/sync.py handle). */
function clientSaw({ role, request }: Claim, shape: Shape): string | null {
  if (request?.status !== undefined) return String(request.status);
  return role === 'culprit' && shape === 'aborted-request' ? '500' : null;
}

const rounded = (confidence: number): number => Math.round(confidence * 1_000) / 1_000;

function ageMs({ request }: Claim, goneAt: number): number | null {
  if (request?.startedAt === undefined) return null;
  return Math.max(0, Math.round(((request.endedAt ?? goneAt) - request.startedAt) / 1_000));
}

/** Where the code stood at its end; else as a watchdog saw it while it was held. */
function traceback({ tracebacks, dumps }: Conclusion, writing: Writing): IncidentTraceback | null {
  const shown = tracebacks.length > 0 ? tracebacks : dumps;
  const one = tracebacks[0] ?? dumps.at(-1);
  if (!one) return null;
  const raised = lastRaised(one.event.traceback);
  return {
    fingerprint: fingerprintOfTraceback(one.event.traceback),
    exception: raised?.exception ?? '?',
    frames: (raised?.frames ?? []).map(frameOf),
    evidence: shown.map(({ event }) => evidenceOf(event, writing)),
  };
}

/** The same for exceptions raised at the same place, whatever their message and line numbers. */
export const fingerprintOfTraceback = ({ chain, group }: Traceback): string =>
  fingerprintOf(
    [...chain, ...group].flatMap(({ exception, frames }) => [
      exception,
      ...frames.map(({ file, function: name }) => `${file} ${name}`),
    ]),
  );

/** What supervisors and the kernel said of the worker and of who took its place, who ordered its end, and what befell the machine while it was silent; in order. */
function eventsOf({ worker, death, disturbance, ordered }: Conclusion, writing: Writing): readonly IncidentEvent[] {
  return [...worker.told, death.kernel, death.boot, ordered, ...(disturbance?.told ?? [])]
    .filter((told) => told !== undefined)
    .sort((a, b) => a.at - b.at)
    .map(({ at, event }) => ({
      at: statedOrNull(at, writing),
      kind: event.step.what,
      text: event.text.split('\n')[0] ?? '',
      evidence: evidenceOf(event, writing),
    }));
}
