import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { logTime } from '../app/explain/log-time.ts';
import { surroundingsOf } from '../app/surroundings.ts';
import { takeRemark } from '../app/take-remark.ts';
import { errnoOf } from '../lib/errno.ts';
import { UserError } from '../lib/errors.ts';
import type { Report } from '../model/report.ts';
import type { Evidence } from '../model/report-evidence.ts';
import type { Remark } from '../model/remark.ts';
import { micros } from '../model/time.ts';
import type { World } from '../tui/timeline-view.tsx';
import { parseHumanTime } from './human-time.ts';
import { incidentMarkdown } from './incident-markdown.ts';
import type { Terminal } from './terminal.ts';

interface Means {
  readonly casePath: string;
  readonly report: Report;
  readonly terminal: Terminal;
}

/** What the timeline may do besides showing. */
export const worldOf = ({ casePath, report, terminal }: Means): World => ({
  readTime: (asked) => readTime(asked, report),
  surroundings: surroundingsOf,
  open: (evidence) => open(evidence, terminal),
  copy,
  remark: (remark) => keep(casePath, remark),
  write: (incident) => write(incident, incidentMarkdown(report, incident)),
  suspend: (resumed) => {
    terminal.suspend(resumed);
  },
});

// 5 min before, 2h after: from the moment that is looked at
const RELATIVE = /^(?<length>.+?) (?<side>before|earlier|after|later)$/i;

function readTime({ words, from, zoneMinutes }: Parameters<World['readTime']>[0], report: Report) {
  const { length, side = '' } = RELATIVE.exec(words)?.groups ?? {};
  const { range } = logTime(report);
  try {
    if (length === undefined) return { at: parseHumanTime(words, { now: range?.to ?? from, range, zoneMinutes }) };
    const before = parseHumanTime(`${length} ago`, { now: from, range, zoneMinutes });
    return { at: /before|earlier/i.test(side) ? before : micros(2 * from - before) };
  } catch (error) {
    if (error instanceof UserError) return { problem: error.message };
    throw error;
  }
}

/** The editor's or pager's command line for a file at a line. */
export function openerOf(env: NodeJS.ProcessEnv, { file, line }: Pick<Evidence, 'file' | 'line'>): readonly string[] {
  const chosen = [env['VISUAL'], env['EDITOR'], env['PAGER']].find((one) => one !== undefined && one.trim() !== '');
  const command = (chosen ?? 'less').trim().split(/\s+/);
  const path = resolve(file);
  const isCode = /^(code|codium)(-insiders)?$/.test(basename(command[0] ?? ''));
  return isCode ? [...command, '--goto', `${path}:${String(line)}`] : [...command, `+${String(line)}`, path];
}

function open(evidence: Evidence, terminal: Terminal): string {
  if (!existsSync(evidence.file)) return `${evidence.file} is not here any more`;
  const [command = 'less', ...args] = openerOf(process.env, evidence);
  let problem: Error | undefined;
  terminal.lend(() => {
    problem = spawnSync(command, args, { stdio: 'inherit' }).error;
  });
  return problem ? `${command} cannot be started: ${problem.message}` : `Back from ${basename(command)}`;
}

/** Terminals take no longer text than this (xterm's limit for OSC 52). */
const MOST_BASE64 = 74_994;

function copy(text: string): string {
  const base64 = Buffer.from(text).toString('base64');
  if (base64.length > MOST_BASE64) return 'These lines are too long for a clipboard';
  process.stdout.write(`\u001b]52;c;${base64}\u0007`);
  return 'Copied, if the terminal allows it (OSC 52)';
}

function write(incident: string, text: string): string {
  const path = `forensics-${incident.replace(/[^\w.-]/g, '_')}.md`;
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return `Written to ${path}`;
  } catch (error) {
    return errnoOf(error) === 'EEXIST' ? `${path} is there already: nothing was written` : `Cannot write ${path}`;
  }
}

function keep(casePath: string, remark: Remark): ReturnType<World['remark']> {
  try {
    return { remarks: takeRemark(casePath, remark) };
  } catch (error) {
    if (error instanceof UserError) return { problem: error.message };
    throw error;
  }
}
