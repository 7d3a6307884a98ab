import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const COMMAND = resolve('bin/forensics.js');

/** What a case asks, as `case.json` says it. */
interface Question {
  readonly args: readonly string[];
  readonly exit: number;
}

/** What a case's commands gave, or must give: a file that is absent means that nothing was printed. */
export interface Outcome {
  readonly exit: number;
  readonly files: Readonly<Record<string, string>>;
}

interface Run {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where each kind of output is kept in the folder of a case. */
const FILES = ['report.json', 'stdout.txt', 'stderr.txt'];

const readQuestion = (folder: string): Question => {
  const { args, exit } = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as Partial<Question>;
  if (!args || exit === undefined) throw new Error(`${folder}/case.json must hold args and exit`);
  return { args, exit };
};

/** Runs the built command with nothing of the machine about it: no colour, no terminal, no settings, a zone that is not UTC. */
const run = (args: readonly string[], cwd: string): Promise<Run> =>
  new Promise((done) => {
    const env = { PATH: process.env['PATH'], HOME: cwd, TZ: 'Asia/Kathmandu', NO_COLOR: '1' };
    const child = execFile(
      process.execPath,
      [COMMAND, ...args],
      { cwd, env, maxBuffer: 64 * 1024 * 1024 },
      (_error, stdout, stderr) => done({ exit: child.exitCode ?? -1, stdout, stderr }),
    );
  });

/** The JSON report with what differs from run to run set to fixed words; `undefined` for any other text. */
export const normaliseReport = (text: string): string | undefined => {
  if (!text.startsWith('{')) return undefined;
  const report = JSON.parse(text) as { readonly schema?: string; readonly tool?: object };
  if (report.schema === undefined) return undefined;
  const fixed = { ...report, tool: { ...report.tool, version: '<version>' }, generatedAt: '<now>' };
  return `${JSON.stringify(fixed, undefined, 2)}\n`;
};

/** Printed text with the temporary folder and the program's version set to fixed words. */
export const normaliseText = (text: string, folder: string): string =>
  text
    .replaceAll(folder, '<folder>')
    .replace(/\b(forensics[ /])\d+\.\d+\.\d+(-[\w.]+)?/g, '$1<version>')
    .replace(/^(forensics <version>, )\d{4}-\S+Z$/gm, '$1<now>');

/** Joins the output of all runs by the file that keeps it; nothing printed, no file. */
const toFiles = (runs: readonly Run[], folder: string): Outcome['files'] => {
  const reports = runs.map(({ stdout }) => normaliseReport(stdout));
  const printed = runs.filter((_, at) => reports[at] === undefined);
  const kept = {
    'report.json': reports.join(''),
    'stdout.txt': normaliseText(printed.map(({ stdout }) => stdout).join(''), folder),
    'stderr.txt': normaliseText(runs.map(({ stderr }) => stderr).join(''), folder),
  };
  return Object.fromEntries(Object.entries(kept).filter(([, text]) => text !== ''));
};

/** Runs each step in turn; one that fails is the last. */
const runSteps = async (steps: readonly (readonly string[])[], cwd: string): Promise<readonly Run[]> => {
  const runs: Run[] = [];
  for (const step of steps) {
    const latest = await run(step, cwd);
    runs.push(latest);
    if (latest.exit !== 0) break;
  }
  return runs;
};

/** Answers a case's question on a copy of its input, after an `ingest` unless the question is one itself. */
export const runCase = async (folder: string): Promise<Outcome> => {
  const { args } = readQuestion(folder);
  const workplace = realpathSync(mkdtempSync(join(tmpdir(), 'forensics-case-')));
  try {
    cpSync(join(folder, 'input'), join(workplace, 'input'), { recursive: true });
    const runs = await runSteps(args[0] === 'ingest' ? [args] : [['ingest', 'input'], args], workplace);
    return { exit: runs.at(-1)?.exit ?? -1, files: toFiles(runs, workplace) };
  } finally {
    rmSync(workplace, { recursive: true });
  }
};

/** What must come out, as the folder of the case holds it. */
export const expectedOutcome = (folder: string): Outcome => {
  const present = FILES.filter((name) => existsSync(join(folder, name)));
  const files = Object.fromEntries(present.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  return { exit: readQuestion(folder).exit, files };
};

/** Makes what came out what must come out. */
export const writeGolden = (folder: string, { files }: Outcome): void => {
  for (const name of FILES) {
    const text = files[name];
    if (text === undefined) rmSync(join(folder, name), { force: true });
    else writeFileSync(join(folder, name), text);
  }
};
