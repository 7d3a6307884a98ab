// Cuts what one run wrote down to what a team may have: each level keeps some of the files, under names and in envelopes of its own.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { chance } from './chance.js';
import { kernelLog } from './kernel.js';
import { inEnvelope, linesOf, moved, withoutDebug } from './rewrap.js';

/** What each level holds: the application's log, gunicorn's access log, the proxy's, and the server's debug lines. */
const LEVELS = {
  L0: { app: 'L0' },
  L1: { app: 'L1' },
  L2: { app: 'L2' },
  L2b: { app: 'L2b' },
  L3: { app: 'L0', proxy: true },
  L4: { app: 'L2', access: true },
  L5: { app: 'L2', access: true, proxy: true },
  D0: { app: 'L0', debug: true },
  D3: { app: 'L0', debug: true, proxy: true },
};
const NAMES = {
  app: ['run.log', 'app.log', 'shop.log', 'web.log'],
  err: ['gunicorn.err', 'error.log', 'gunicorn.log'],
};

function serverFiles({ plan, level, dice, server, prefix }) {
  const { app, access, debug } = LEVELS[level];
  const read = (name) => linesOf(join(server.folder, name), server.arrivals);
  const err = read('gunicorn.err');
  const files = [
    { name: `${prefix}${dice.err}`, lines: debug ? err : withoutDebug(err) },
    { name: `${prefix}${dice.app}`, lines: read(`app.${app}.log`), rotates: true },
    ...(access ? [{ name: `${prefix}access.log`, lines: read('access.log') }] : []),
  ].filter(({ lines }) => lines.length > 0);
  return dice.envelope ? [inEnvelope(dice.envelope, files, { prefix, plan })] : files;
}

function proxyFiles({ folder, arrivals, dice }) {
  const read = (name) => linesOf(join(folder, name), arrivals);
  const shift = (lines) => (dice.skew ? lines.map((line) => ({ ...line, text: moved(line.text, dice.skew) })) : lines);
  return [
    { name: `nginx/access${dice.nginx === 'json' ? '.json' : ''}.log`, lines: shift(read(`nginx.${dice.nginx}.log`)) },
    { name: 'nginx/error.log', lines: shift(read('nginx.error.log')) },
  ];
}

/** In halves at a death, as by a rotation right then; the older half may be compressed. */
function rotated({ name, lines }, dice) {
  const at = Math.floor(lines.length * dice.rotation);
  const older = lines
    .slice(0, at)
    .map(({ text }) => text + '\n')
    .join('');
  return [
    dice.packs ? { name: `${name}.1.gz`, bytes: gzipSync(older) } : { name: `${name}.1`, bytes: Buffer.from(older) },
    { name, lines: lines.slice(at) },
  ];
}

function drawn(plan, level) {
  const dice = chance(plan.seed * 31 + Object.keys(LEVELS).indexOf(level) * 977);
  const early = dice.happens(0.3);
  return {
    app: dice.one(NAMES.app),
    err: dice.one(NAMES.err),
    nginx: dice.one(['combined', 'fields', 'json']),
    envelope: dice.happens(0.3) && dice.one(['docker', 'cri', 'compose', 'kubectl']),
    rotation: early && dice.between(0.3, 0.8),
    packs: dice.happens(0.5),
    skew: dice.happens(0.15) ? dice.whole(-60, 60) : 0,
    kernel: dice.happens(0.5),
  };
}

/** Writes one folder a level that this run can have; each with its logs and `truth.json`. */
export function writeLevels(run, truth, out) {
  const { plan } = run;
  return Object.keys(LEVELS)
    .filter((level) => plan.proxy || !LEVELS[level].proxy)
    .map((level) => {
      const dice = drawn(plan, level);
      const servers = run.servers.flatMap((server) =>
        serverFiles({
          plan,
          level,
          dice,
          server: { ...server, arrivals: run.arrivals },
          prefix: plan.hosts > 1 ? `${server.name}/` : '',
        }),
      );
      const kernel = dice.kernel ? kernelLog(truth.incidents) : [];
      const proxy = LEVELS[level].proxy ? proxyFiles({ folder: run.folder, arrivals: run.arrivals, dice }) : [];
      const others = kernel.length > 0 ? [...proxy, { name: 'kern.log', lines: kernel }] : proxy;
      const files = [...servers, ...others].flatMap((file) =>
        file.rotates && dice.rotation ? rotated(file, dice) : [file],
      );
      const name = `${String(plan.seed).padStart(3, '0')}-${level}`;
      for (const { name: file, lines, bytes } of files) {
        const path = join(out, name, 'logs', file);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, bytes ?? lines.map(({ text }) => text + '\n').join(''));
      }
      const texts = files.map(({ lines, bytes }) =>
        lines ? lines.map(({ text }) => text).join('\n') : bytesText(bytes),
      );
      return { name, level, dice, texts, debug: Boolean(LEVELS[level].debug) };
    });
}

const bytesText = (bytes) => (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString();
