// Holds the claims of one report against the truth of one scenario. Pure: plain data in, judged claims out.
//
// The truth (shared/corpus/README.md describes it): `incidents` with `pid`, `at`, `timeout_at`, `cause_accept`, `culprits`,
// `casualties`, `culprit_frame`, `died_by`; `requests` by key with `id`, `pid`, `start`, `target`, `outcome`; `unscored`.

/** The scorer's own measure: so far from the abort or the end a time may lie. */
const NEAR_MS = 3_000;
/** Starts are written by server and application at slightly different moments, or cut to the second. */
const SAME_START_MS = 1_100;

const LOOPS = /gevent|eventlet|tornado|uvicorn|asgi/i;

/** Diagnoses that follow from what the truth holds: how the worker ended and of which class it was. */
const DIAGNOSES = {
  'blocked-event-loop': ({ cause }, { worker_class: of }) => cause === 'timeout' && LOOPS.test(of),
  'long-sync-request': ({ cause }, { worker_class: of }) => cause === 'timeout' && of === 'sync',
  'gil-held': ({ cause, died_by: by }, { worker_class: of }) =>
    cause === 'timeout' && by === 'signal 9' && of !== 'sync',
  'out-of-memory': ({ cause }) => cause === 'oom',
  'native-crash': ({ died_by: by }) => /signal (?:4|7|8|11)$/.test(by),
  'own-exit': ({ cause }) => cause === 'exit',
  'supervisor-second-shot': ({ cause, died_by: by }) => cause === 'timeout' && by === 'signal 9',
};

/** Every claim of the report that the truth can judge: `{ kind, confidence, holds, what }`. */
export function judgeClaims(report, truth) {
  const requests = Object.entries(truth.requests).map(([key, row]) => ({ ...row, key, id: row.id ?? key }));
  return report.incidents.flatMap((incident) => {
    const row = truth.incidents.find((candidate) => isSameDeath(incident, candidate));
    const name = `${incident.id} (worker ${incident.worker.pid})`;
    const cause = { kind: 'cause', confidence: incident.confidence, what: `${name}: ${incident.cause}` };
    return [
      { ...cause, holds: row !== undefined && (row.cause_accept ?? [row.cause]).includes(incident.cause) },
      ...incident.requests.flatMap((claim) => judgeRequest(claim, { row, truth, requests, name })),
      ...incident.diagnoses.flatMap((diagnosis) => judgeDiagnosis(diagnosis, { row, truth, name })),
    ];
  });
}

function isSameDeath({ worker, at }, row) {
  const from = Date.parse(row.timeout_at ?? row.at) - NEAR_MS;
  const to = Math.max(Date.parse(row.at), Date.parse(row.told_at ?? row.at)) + NEAR_MS;
  return worker.pid === row.pid && Date.parse(at) >= from && Date.parse(at) <= to;
}

function judgeDiagnosis({ id, confidence }, { row, truth, name }) {
  const follows = DIAGNOSES[id];
  if (!follows || isUnexplained(row)) return [];
  return [
    { kind: 'diagnosis', confidence, holds: row !== undefined && follows(row, truth.stack), what: `${name}: ${id}` },
  ];
}

/** Nothing that was planned held it: what did, a busy machine or a slow boot, the truth does not know. */
const isUnexplained = (row) => row?.cause === 'timeout' && row.culprits.length === 0;

function judgeRequest(claim, { row, truth, requests, name }) {
  const { role, confidence, suspicion, label } = claim;
  const judged = { kind: role, confidence, what: `${name}: ${role} ${label}` };
  const suspected = { kind: 'suspect', confidence: suspicion, what: `${name}: suspect ${label}` };
  const asked = suspicion === undefined ? [judged] : [judged, suspected];
  if (!row) return asked.map((one) => ({ ...one, holds: false }));
  const rows = rowsOf(claim, row, requests);
  if (rows.length === 0) return role === 'culprit' ? [{ ...judged, holds: namesFrame(claim, row) }] : [];
  if (role !== 'culprit' && rows.some(({ key, outcome }) => isUnscored(key, outcome, truth))) return [];
  const isAmong = (keys) => rows.some(({ key }) => keys.includes(key));
  // Of one of whom the report says that it may be the culprit, and how likely, it says besides that it died with the worker.
  const diedAsTold = role === 'casualty' && suspicion !== undefined && isAmong(row.culprits);
  const holds = diedAsTold || rows.some(({ key, outcome }) => HOLDS[role](key, outcome, row));
  return asked.map((one) => ({
    ...one,
    holds: one === suspected ? row.culprits.includes(nearest(claim, rows).key) : holds,
  }));
}

/** Of several that may be meant, the one that began nearest to what the claim says: one claim accuses one request. */
const nearest = ({ startedAt }, rows) => {
  const off = ({ start }) => Math.abs(Date.parse(start) - Date.parse(startedAt ?? start));
  return rows.toSorted((a, b) => off(a) - off(b))[0];
};

const HOLDS = {
  culprit: (key, _outcome, { culprits }) => culprits.includes(key),
  casualty: (key, _outcome, { casualties }) => casualties.includes(key),
  'possible-casualty': (key, _outcome, { casualties }) => casualties.includes(key),
  survivor: (_key, outcome) => outcome !== 'casualty' && outcome !== 'culprit',
  stalled: (_key, outcome) => outcome !== 'casualty' && outcome !== 'culprit',
};

const isUnscored = (key, outcome, { unscored }) =>
  outcome === 'answer_lost' || Object.values(unscored).some((keys) => keys.includes(key));

/** The requests that a claim may be about: by an id that its records hold, else by worker, start and path. */
function rowsOf(claim, { pid }, requests) {
  const words = new Set(
    [claim.label, ...claim.evidence.map(({ text }) => text)].flatMap((text) => text.split(/[^\w-]+/)),
  );
  const named = requests.filter(({ id }) => words.has(id));
  const here = named.filter((request) => request.pid === pid);
  if (named.length > 0) return here.length > 0 ? here : named;
  if (claim.startedAt === null) return [];
  const from = Date.parse(claim.startedAt);
  return requests.filter(
    (request) =>
      request.pid === pid && Math.abs(Date.parse(request.start) - from) <= SAME_START_MS && isSamePath(claim, request),
  );
}

const isSamePath = (claim, { target }) => claim.target === null || pathOf(claim.target) === pathOf(target);

const pathOf = (target) => target.split('?', 1).join('');

/** `/srv/app/shop/exports.py:38 dump_feed` stands in the evidence by file and line, or by file and function. */
function namesFrame({ evidence }, { culprit_frame: frame }) {
  const [, file, line, name] = /([^/]+):(\d+) (\S+)$/.exec(frame ?? '') ?? [];
  if (file === undefined) return false;
  return evidence.some(
    ({ text }) => text.includes(`${file}", line ${line}`) || (text.includes(file) && text.includes(name)),
  );
}
