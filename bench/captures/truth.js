// Out of what master, application and clients noted: who lived when, who died of what, and what became of each request.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const KINDS = { oom: 'oom', segfault: 'signal', 'os-exit': 'exit', 'sys-exit': 'exit' };
const iso = (seconds) => (seconds === null || seconds === undefined ? null : new Date(seconds * 1000).toISOString());

const notesOf = (folder) =>
  readFileSync(join(folder, 'truth.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

/** Every worker's life on one host, with all that was noted in it. */
function livesOf({ folder, name, master }) {
  const open = new Map();
  const lives = [];
  for (const note of notesOf(folder)) {
    const life = open.get(note.pid ?? note.by);
    if (note.what === 'boot') {
      const born = { pid: note.pid, host: name, from: note.at, to: null, signals: [], notes: [] };
      open.set(note.pid, born);
      lives.push(born);
    } else if (note.what === 'end' && life) {
      Object.assign(life, { to: note.at, status: note.status });
      open.delete(note.pid);
    } else if (note.what === 'signal') {
      if (note.by === master) life?.signals.push(note);
    } else life?.notes.push(note);
  }
  return lives;
}

function triesOf(life) {
  const tries = new Map();
  for (const note of life.notes) {
    if (note.what === 'start') tries.set(note.key, { key: note.key, life, start: note.at, end: null });
    const one = tries.get(note.key);
    if (!one) continue;
    if (note.what === 'finish') Object.assign(one, { end: note.at, status: note.status });
    if (note.what === 'thrown') one.thrown = note.at;
    if (note.what === 'fault') one.fault = note;
  }
  return [...tries.values()];
}

const sent = (life, ...signals) => life.signals.find(({ signal }) => signals.includes(signal));

/** The cause of a life's end: `alive`, `graceful`, or that of an incident with the tries which are to blame. */
function endOf(life, tries, acts) {
  if (life.to === null) return { cause: 'alive' };
  const abort = sent(life, 6);
  if (abort) return { cause: 'timeout', abort, culprits: blockers(life, tries, abort) };
  const act = acts.find(({ pid, host, at }) => pid === life.pid && host === life.host && at >= life.from);
  if (act?.what === 'kill') return { cause: 'signal', culprits: [] };
  const sudden = tries.find((one) => isSudden(one, life));
  if (sudden) return { cause: KINDS[sudden.fault.kind], culprits: [sudden] };
  if (act || sent(life, 15, 3, 9) || life.status === 0) return { cause: 'graceful' };
  return { cause: (life.status & 127) === 0 ? 'exit' : 'signal', culprits: [], odd: true };
}

/** A fault that ends its process by itself, and did; what it threw may have been caught, and the worker stopped later. */
const isSudden = ({ fault, end, thrown }, life) =>
  fault?.kind in KINDS && end === null && life.to - fault.at < 3 && !(thrown && life.status === 0 && sent(life, 15));

/**
 * Who kept the worker from its sign of life: the fault that began last, as nothing begins after what holds a worker (an earlier one waits in
 * a way that its worker class makes harmless); else what a worker with one request at a time had in hand.
 */
function blockers(life, tries, abort) {
  const open = tries.filter(({ start, end }) => start <= abort.at && (end === null || end > abort.at));
  const faulty = open.filter(
    ({ fault }) => fault && !(fault.kind in KINDS) && !(life.threaded && fault.kind === 'sleep'),
  );
  return faulty.length > 0 || !life.alone ? faulty.sort((a, b) => a.fault.at - b.fault.at).slice(-1) : open;
}

function outcomeOf(one, end, client) {
  if (one.end !== null) return outcomeOfEnded(one, client);
  if (end.culprits) return end.culprits.includes(one) ? 'culprit' : 'casualty';
  const isCaught = one.thrown && !sent(one.life, 15, 3, 9);
  if (isCaught) return 'app_error';
  return end.cause === 'graceful' ? 'graceful_lost' : 'in_flight_at_end';
}

function outcomeOfEnded(one, client) {
  if (one.status === 500) return 'app_error';
  if (one.status === 499 || (client?.left && client.end < one.end)) return 'client_abort';
  if (client?.status === 504) return 'proxy_timeout';
  return client === undefined || client.status === 200 ? 'ok' : 'answer_lost';
}

/** What became of a request that no application began. */
function outcomeOfUnbegun(client, lives) {
  if (client.left) return 'client_abort';
  if (client.end === null) return 'in_flight_at_end';
  if (client.status === 504) return 'proxy_timeout';
  return lives.some(({ to }) => to !== null && Math.abs(to - client.end) < 1.5) ? 'not_started' : 'refused';
}

const rowOf = (client, more) => ({
  id: client?.id ?? null,
  target: client?.target ?? null,
  ...more,
  client_status: client?.status ?? null,
  client_start: iso(client?.start),
  client_end: iso(client?.end),
});

function requestsOf(judged, clients, lives) {
  const requests = {};
  const byKey = new Map(clients.map((client) => [client.key, client]));
  const begun = new Map();
  for (const { life, tries, end } of judged)
    for (const one of tries.filter(({ key }) => byKey.has(key)))
      begun.set(one.key, [...(begun.get(one.key) ?? []), { one, life, end }]);
  for (const [key, all] of begun)
    all
      .sort((a, b) => a.one.start - b.one.start)
      .forEach(({ one, life, end }, nth) => {
        one.name = nth === 0 ? key : `${key}@${life.host}${nth > 1 ? `.${nth}` : ''}`;
        const client = byKey.get(key);
        const last = nth === all.length - 1;
        const outcome = outcomeOf(one, end, last ? client : undefined);
        requests[one.name] = rowOf(client, {
          pid: life.pid,
          host: life.host,
          start: iso(one.start),
          end: iso(one.end),
          outcome,
        });
      });
  for (const client of clients)
    if (!begun.has(client.key))
      requests[client.key] = rowOf(client, {
        pid: null,
        host: null,
        start: null,
        end: null,
        outcome: outcomeOfUnbegun(client, lives),
      });
  return requests;
}

function incidentOf({ life, tries, end }, judged, requests) {
  const names = (outcome) =>
    tries.filter(({ name }) => name && requests[name].outcome === outcome).map(({ name }) => name);
  const next = judged
    .map((other) => other.life)
    .filter(({ host, from }) => host === life.host && from >= life.to - 0.2);
  const { frame, kind } = end.culprits[0]?.fault ?? { frame: null, kind: null };
  return {
    pid: life.pid,
    host: life.host,
    cause: end.cause,
    cause_accept: causesOf(end, life),
    died_by: signalOf(life) ? `signal ${signalOf(life)}` : `exit ${life.status >> 8}`,
    at: iso(life.to),
    timeout_at: iso(end.abort?.at),
    told_at: null,
    replacement_pid: next[0]?.pid ?? null,
    culprits: names('culprit'),
    casualties: names('casualty'),
    culprit_frame: frame,
    fault: kind,
    ...(end.odd && { odd: true }),
  };
}

const signalOf = ({ status }) => status & 127;

/** Who sent a SIGKILL shows in no log but the kernel's. */
const causesOf = ({ cause }, life) =>
  cause === 'oom' || (cause === 'signal' && signalOf(life) === 9) ? ['oom', 'signal'] : [cause];

/** Whose clients had left before the worker was blocked: in the dead worker, yet nobody's loss. */
function goneBefore(judged, clients) {
  const byKey = new Map(clients.map((client) => [client.key, client]));
  return judged.flatMap(({ life, tries, end }) => {
    if (end.culprits === undefined) return [];
    const onset = end.culprits[0]?.fault?.at ?? end.abort?.at ?? life.to;
    return tries
      .filter((one) => one.name && one.end === null && byKey.get(one.key).end < onset - 0.05)
      .map(({ name }) => name);
  });
}

export function truthOf({ plan, servers, seen, acts }) {
  const lives = servers.flatMap(({ folder, name, process: { pid: master } }) => livesOf({ folder, name, master }));
  const kind = plan.workerClass;
  const judged = lives.map((life) => {
    Object.assign(life, { threaded: kind === 'gthread', alone: kind === 'sync' || kind === 'tornado' });
    const tries = triesOf(life);
    return { life, tries, end: endOf(life, tries, acts) };
  });
  const requests = requestsOf(judged, seen, lives);
  const having = (...outcomes) => Object.keys(requests).filter((name) => outcomes.includes(requests[name].outcome));
  const graceful = judged.filter(({ end }) => end.cause === 'graceful').map(({ life }) => life);
  return {
    workers: judged.map(({ life, end }) => ({
      pid: life.pid,
      host: life.host,
      booted_at: iso(life.from),
      died_at: iso(life.to),
      cause: end.cause,
    })),
    incidents: judged
      .filter(({ end }) => end.culprits)
      .map((one) => incidentOf(one, judged, requests))
      .sort((a, b) => (a.at < b.at ? -1 : 1)),
    not_casualties: {
      app_error: having('app_error'),
      client_abort: having('client_abort'),
      refused: having('refused'),
      graceful: graceful.map(({ pid }) => pid),
      graceful_deaths: graceful.map(({ pid, host, to }) => ({ pid, host, at: iso(to) })),
    },
    unscored: {
      not_started: having('not_started'),
      graceful_lost: having('graceful_lost'),
      client_gone: goneBefore(judged, seen),
    },
    requests,
  };
}
