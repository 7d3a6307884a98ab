import type { Command } from '@oclif/core/command';

type Load = () => Promise<Command.Class>;

/** Every command, loaded only when it is called: start-up must not pay for what the others import. */
export const commandTable: ReadonlyMap<string, Load> = new Map<string, Load>([
  ['ingest', async () => (await import('./commands/ingest.ts')).IngestCommand],
  ['report', async () => (await import('./commands/report.ts')).ReportCommand],
  ['incidents', async () => (await import('./commands/incidents.ts')).IncidentsCommand],
  ['explain', async () => (await import('./commands/explain.ts')).ExplainCommand],
  ['timeline', async () => (await import('./commands/timeline.ts')).TimelineCommand],
  ['sql', async () => (await import('./commands/sql.ts')).SqlCommand],
  ['formats', async () => (await import('./commands/formats.ts')).FormatsCommand],
  ['demo', async () => (await import('./commands/demo.ts')).DemoCommand],
]);
