import type { Command } from '@oclif/core/command';

interface Entry {
  /** One sentence. It stands here and not in the command, so that `--help` need not load them all. */
  readonly summary: string;
  readonly load: () => Promise<Command.Class>;
}

/** Every command, loaded only when it is called: start-up must not pay for what the others import. */
export const commandTable: ReadonlyMap<string, Entry> = new Map<string, Entry>([
  [
    'ingest',
    {
      summary: 'Read logs into a case and tell what was found.',
      load: async () => (await import('./commands/ingest.ts')).IngestCommand,
    },
  ],
  [
    'report',
    {
      summary: 'Print the whole report of a case.',
      load: async () => (await import('./commands/report.ts')).ReportCommand,
    },
  ],
  [
    'incidents',
    {
      summary: 'List the incidents of a case: when, which worker, of what, by whom, how many died.',
      load: async () => (await import('./commands/incidents.ts')).IncidentsCommand,
    },
  ],
  [
    'explain',
    {
      summary: 'Tell one story in full: an incident, a worker, a request, or a status at a time.',
      load: async () => (await import('./commands/explain.ts')).ExplainCommand,
    },
  ],
  [
    'timeline',
    {
      summary: 'See the night: lives, deaths and requests along time, in the terminal.',
      load: async () => (await import('./commands/timeline.ts')).TimelineCommand,
    },
  ],
  [
    'sql',
    {
      summary: 'Ask the case in SQL; it can only be read.',
      load: async () => (await import('./commands/sql.ts')).SqlCommand,
    },
  ],
  [
    'formats',
    {
      summary: 'List the log formats, test a log against them, or add one of your own.',
      load: async () => (await import('./commands/formats.ts')).FormatsCommand,
    },
  ],
  [
    'completion',
    {
      summary: 'Print a script that has bash, zsh or fish complete these commands.',
      load: async () => (await import('./commands/completion.ts')).completionOf(loadAll),
    },
  ],
  [
    'demo',
    {
      summary: 'Show what it does, on a built-in story: sixteen requests that died of one write.',
      load: async () => (await import('./commands/demo.ts')).DemoCommand,
    },
  ],
]);

/** The command of that name, as oclif knows it; `undefined`: there is none. */
export async function loadCommand(name: string): Promise<Command.Class | undefined> {
  const entry = commandTable.get(name);
  if (!entry) return undefined;
  return Object.assign(await entry.load(), { id: name, summary: entry.summary });
}

const loadAll = async (): Promise<readonly Command.Class[]> =>
  (await Promise.all([...commandTable.keys()].map(loadCommand))).filter((command) => command !== undefined);
