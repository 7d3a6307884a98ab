import type * as model from '../model/report.ts';
import type * as evidence from '../model/report-evidence.ts';
import type { Blocked, Disturbed, LongerTimeout } from '../model/report-block.ts';
import type { Remark } from '../model/remark.ts';
import { isEvidence } from './evidence-shape.ts';
import { isFailureDiagnosis, isFailures } from './failures-shape.ts';
import { isDiedTogether, isPattern } from './several-incidents-shape.ts';
import { type Is, isFlag, isNumber, isText, listOf, maybe, oneOf, orNull, shapeOf } from './shape.ts';

const isCause = oneOf('timeout', 'oom', 'signal', 'exit', 'boot-failure', 'unknown');
const isTexts = listOf(isText);
const isTextOrNull = orNull(isText);
const isNumberOrNull = orNull(isNumber);

const isSource: Is<model.ReportSource> = shapeOf({
  id: isNumber,
  path: isText,
  format: isText,
  envelope: isTextOrNull,
  host: isTextOrNull,
  bytes: isNumber,
  lines: isNumber,
  sha256: isText,
  sha256Bytes: maybe(isNumber),
  unrecognisedLines: isNumber,
  copies: isNumber,
  zone: isText,
  zoneFrom: oneOf('stated', 'inferred', 'assumed', 'flag'),
  skewMs: isNumber,
  anchors: isNumber,
  firstAt: isTextOrNull,
  lastAt: isTextOrNull,
});

const isSummary: Is<model.Summary> = shapeOf({
  incidents: isNumber,
  culprits: isNumber,
  casualties: isNumber,
  nearMisses: isNumber,
  headline: isText,
});

const isTimeoutFrom = orNull(oneOf('config', 'inferred', 'assumed'));

const isServer: Is<model.ServerFacts> = shapeOf({
  kind: isText,
  version: isTextOrNull,
  workerClass: isTextOrNull,
  workers: isNumberOrNull,
  timeoutSeconds: isNumberOrNull,
  timeoutFrom: isTimeoutFrom,
});

const isDeadWorker: Is<model.Incident['worker']> = shapeOf({
  pid: isNumberOrNull,
  name: isTextOrNull,
  bootedAt: isTextOrNull,
  lastSignOfLifeAt: isTextOrNull,
  diedAt: isTextOrNull,
  replacementPid: isNumberOrNull,
});

const isBlocked: Is<Blocked> = shapeOf({
  from: isTextOrNull,
  to: isTextOrNull,
  seconds: isNumber,
  frame: isTextOrNull,
  call: isTextOrNull,
  kind: isTextOrNull,
});

const isClaim: Is<model.RequestClaim> = shapeOf({
  role: oneOf('culprit', 'casualty', 'possible-casualty', 'survivor', 'stalled'),
  confidence: isNumber,
  suspicion: maybe(isNumber),
  basis: oneOf('measured', 'inferred'),
  label: isText,
  id: isTextOrNull,
  method: isTextOrNull,
  target: isTextOrNull,
  startedAt: isTextOrNull,
  endedAt: isTextOrNull,
  ageMs: isNumberOrNull,
  clientSaw: isTextOrNull,
  reasons: isTexts,
  against: isTexts,
  evidence: listOf(isEvidence),
  retry: orNull(shapeOf<{ readonly at: string; readonly outcome: string }>({ at: isText, outcome: isText })),
});

const isClaims: Is<readonly model.RequestClaim[]> = listOf(isClaim);

const isFrame: Is<evidence.ReportFrame> = shapeOf({
  file: isText,
  line: isNumber,
  function: isText,
  code: isTextOrNull,
});

const isTraceback: Is<evidence.IncidentTraceback> = shapeOf({
  fingerprint: isText,
  exception: isText,
  frames: listOf(isFrame),
  evidence: listOf(isEvidence),
});

const isEvent: Is<model.IncidentEvent> = shapeOf({
  at: isTextOrNull,
  kind: isText,
  text: isText,
  evidence: isEvidence,
});

const isDiagnosis: Is<model.Diagnosis> = shapeOf({
  id: isText,
  title: isText,
  about: oneOf('cause', 'misreading'),
  confidence: isNumber,
  for: isTexts,
  against: isTexts,
  remedy: isText,
  reference: isText,
});

const isDisturbed: Is<Disturbed> = shapeOf({
  kind: oneOf('pause', 'clock-step', 'starvation', 'silence'),
  from: orNull(isText),
  to: orNull(isText),
  seconds: orNull(isNumber),
  explains: isFlag,
});

const isLongerTimeout: Is<LongerTimeout> = shapeOf({
  aboveSeconds: isNumber,
  longestEndedSeconds: isNumberOrNull,
  waiting: isNumber,
});

const isSetting: Is<model.ReportSetting> = shapeOf({ name: isText, value: isText, evidence: isEvidence });

const PARTS = {
  requests: isClaims,
  traceback: orNull(isTraceback),
  events: listOf(isEvent),
  diagnoses: listOf(isDiagnosis),
};

export const isParts: Is<Pick<model.Incident, keyof typeof PARTS>> = shapeOf(PARTS);

const isIncident: Is<model.Incident> = shapeOf({
  ...PARTS,
  id: isText,
  cause: isCause,
  signal: isNumberOrNull,
  exitCode: isNumberOrNull,
  at: orNull(isText),
  confidence: isNumber,
  host: isTextOrNull,
  server: isServer,
  worker: isDeadWorker,
  blocked: orNull(isBlocked),
  shape: oneOf('aborted-request', 'abort-traceback', 'silent-kill', 'not-applicable'),
  casualtyCount: isNumber,
  longerTimeout: orNull(isLongerTimeout),
  disturbance: orNull(isDisturbed),
  explanation: isText,
});

const isWorker: Is<model.WorkerLife> = shapeOf({
  host: isTextOrNull,
  pid: isNumberOrNull,
  name: isTextOrNull,
  bootedAt: isTextOrNull,
  firstSeenAt: isTextOrNull,
  lastSeenAt: isTextOrNull,
  diedAt: isTextOrNull,
  replacedBy: isNumberOrNull,
  end: oneOf('running', 'graceful', 'timeout', 'oom', 'signal', 'exit', 'boot-failure', 'unknown'),
});

const isGroup: Is<evidence.TracebackGroup> = shapeOf({
  fingerprint: isText,
  exception: isText,
  message: isText,
  count: isNumber,
  frames: listOf(isFrame),
  firstAt: isTextOrNull,
  lastAt: isTextOrNull,
  pids: listOf(isNumber),
  incidents: isTexts,
});

const isNearMiss: Is<model.NearMiss> = shapeOf({
  at: isText,
  host: isTextOrNull,
  worker: isNumber,
  sign: oneOf('all-held', 'rhythm', 'one-alone'),
  stallSeconds: isNumber,
  timeoutSeconds: isNumberOrNull,
  timeoutFrom: isTimeoutFrom,
  stalled: isNumber,
  lastBegun: isTextOrNull,
  together: listOf(isNumber),
  evidence: listOf(isEvidence),
});

const isGap: Is<model.Gap> = shapeOf({ what: isText, why: isText, remedy: isText });

const isWarning: Is<model.ReportWarning> = shapeOf({
  path: isText,
  line: isNumberOrNull,
  cause: isText,
  count: isNumber,
});

const isRemark: Is<Remark> = shapeOf({ at: isText, about: isText, text: isText });

/** True for a report as this program writes it, down to its leaves. */
export const isReport: Is<model.Report> = shapeOf({
  schema: oneOf('forensics-report/1'),
  tool: shapeOf<model.Report['tool']>({ name: isText, version: isText }),
  generatedAt: isText,
  sources: listOf(isSource),
  summary: isSummary,
  incidents: listOf(isIncident),
  settings: listOf(isSetting),
  workers: listOf(isWorker),
  tracebacks: listOf(isGroup),
  patterns: listOf(isPattern),
  diedTogether: listOf(isDiedTogether),
  failures: isFailures,
  failureDiagnoses: listOf(isFailureDiagnosis),
  nearMisses: listOf(isNearMiss),
  gaps: listOf(isGap),
  warnings: listOf(isWarning),
  remarks: listOf(isRemark),
});
