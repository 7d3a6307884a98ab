// The clients: requests in a seeded rhythm, some of which give up or try again, and the faults at their planned times.
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { chance } from './chance.js';
import { pause } from './stack.js';

const ID = {
  number: (_dice, nth) => String(1040000 + nth),
  uuid: (dice) => [8, 4, 4, 4, 12].map((digits) => dice.hex(digits)).join('-'),
  hex: (dice) => dice.hex(16),
  prefixed: (dice) => `ord_${dice.hex(12)}`,
};

/** One try; what the client saw goes into `seen`. */
function send(plan, entry, { key, id, path, doing, patience, client }) {
  const target = plan.id.as === 'param' ? `${path}?${plan.id.name}=${id}` : path;
  const row = { key, id, target: path, start: Date.now() / 1000, end: null, status: null, left: false };
  const headers = {
    'X-Capture-Key': key,
    'X-Capture-Do': doing,
    'X-Capture-Client': client,
    Connection: 'close',
    'User-Agent': 'okhttp/4.12.0',
  };
  if (plan.id.as === 'header') headers['X-Request-ID'] = id;
  const answered = new Promise((done) => {
    const asked = request({ host: '127.0.0.1', port: entry, path: target, headers, agent: false });
    const over = (status, error) => {
      clearTimeout(timer);
      if (row.end === null) Object.assign(row, { end: Date.now() / 1000, status, error });
      done(row);
    };
    const timer = setTimeout(() => {
      row.left = true;
      over(null, 'left');
      asked.destroy();
    }, patience * 1000);
    asked.on('response', (answer) => {
      answer.resume();
      answer.on('end', () => over(answer.statusCode));
      answer.on('error', (error) => over(null, error.code));
    });
    asked.on('error', (error) => over(null, error.code));
    asked.end();
  });
  return { row, answered };
}

function chooseWork(dice, { load }) {
  if (dice.happens(load.failShare)) return `fail:${dice.whole(0, 5)}`;
  if (dice.happens(load.stallShare)) return `stall:${dice.between(1, 2).toFixed(2)}`;
  if (dice.happens(load.slowShare)) return `nap:${(load.slow * dice.between(0.5, 1.5)).toFixed(3)}`;
  return `nap:${Math.min(load.slow, dice.exponential(load.quick)).toFixed(3)}`;
}

function clients(plan, entry) {
  const dice = chance(plan.seed + 7919);
  const seen = [];
  let nth = 0;
  const ask = (doing) => {
    nth++;
    const id = ID[plan.id.shape](dice, nth * 3 + plan.seed);
    const path = dice.one(plan.load.paths).replace('{n}', String(dice.whole(100, 999)));
    const impatient = dice.happens(plan.load.leaveShare) && dice.between(0.3, 2.5);
    const order = {
      key: id,
      id,
      path,
      doing,
      patience: impatient || plan.load.patience,
      client: `10.1.${dice.whole(0, 255)}.${dice.whole(1, 254)}`,
    };
    const { row, answered } = send(plan, entry, order);
    seen.push(row);
    const again = plan.load.retries && !doing.startsWith('fault') && dice.happens(0.7) && dice.between(0.3, 3);
    void answered.then(async ({ status, left }) => {
      if (!again || left || (status !== null && status < 502)) return;
      await pause(again);
      seen.push(send(plan, entry, { ...order, key: `${id}~2`, doing: 'nap:0.2' }).row);
    });
  };
  return { seen, ask, dice };
}

function pidsOf(server) {
  const lines = readFileSync(join(server.folder, 'truth.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const ended = new Set(lines.filter(({ what }) => what === 'end').map(({ pid }) => pid));
  return lines.filter(({ what, pid }) => what === 'boot' && !ended.has(pid)).map(({ pid }) => pid);
}

function act(event, { stack, ask, dice, acts }) {
  if (event.what === 'fault') return ask(`fault:${event.kind}`);
  const server = stack.servers[event.host];
  const master = server.process.pid;
  const pid = event.what === 'kill' || event.what === 'term' ? dice.one(pidsOf(server)) : master;
  const signal = { kill: 'SIGKILL', term: 'SIGTERM', hup: 'SIGHUP', ttin: 'SIGTTIN' }[event.what];
  acts.push({ what: event.what, host: server.name, pid, at: Date.now() / 1000 });
  process.kill(pid, signal);
}

/** Drives the whole run; resolves with what the clients saw and what was done to the servers. */
export async function drive(plan, stack) {
  const { seen, ask, dice } = clients(plan, stack.entry);
  const acts = [];
  const from = Date.now();
  const due = [...plan.events.list];
  const rhythm = chance(plan.seed + 104729);
  for (;;) {
    const at = (Date.now() - from) / 1000;
    if (at >= plan.events.until) break;
    while (due.length > 0 && due[0].at <= at) act(due.shift(), { stack, ask, dice, acts });
    ask(chooseWork(dice, plan));
    await pause(Math.min(2, rhythm.exponential(1 / plan.load.rate)));
  }
  return { seen, acts };
}
