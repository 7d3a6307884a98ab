import type { ConfigurationKind, ConfigurationSample, ConfiguredServer } from '../configuration.ts';
import { type FoundSetting, readWith } from '../place-settings.ts';

/** Directives of which the first argument is a number, by server (puma lib/puma/dsl.rb, unicorn lib/unicorn/configurator.rb). */
const DIRECTIVES: Readonly<Record<'puma' | 'unicorn', ReadonlySet<string>>> = {
  puma: new Set([
    'workers',
    'worker_timeout',
    'worker_boot_timeout',
    'worker_shutdown_timeout',
    'force_shutdown_after',
  ]),
  unicorn: new Set(['worker_processes', 'timeout']),
};

/** Of threads the most counts. */
const THREADS = /^\uFEFF?threads(?:[ \t]+|\()[ \t]*(?:\d+[ \t]*,[ \t]*)?(?<value>\d+)[ \t]*\)?[ \t]*(?:#.*)?\r?$/;
//     worker_timeout 60    worker_timeout(60) # seconds        and not: workers ENV.fetch("N", 2), which only a running server knows
const DIRECTIVE = /^\uFEFF?(?<name>[a-z_]+)(?:[ \t]+|\()[ \t]*(?<value>\d+)[ \t]*\)?[ \t]*(?:#.*)?\r?$/;

/** Of a file that may be either's: puma alone calls them workers and threads. */
const serverOf = (text: string): ConfiguredServer & ('puma' | 'unicorn') =>
  /^\uFEFF?[ \t]*(?:worker_processes\b|before_fork[ \t]+do[ \t]*\|server)/m.test(text) ? 'unicorn' : 'puma';

function directivesIn(text: string): readonly FoundSetting[] {
  const server = serverOf(text);
  const values = new Map<string, FoundSetting>();
  let at = 0;
  for (const line of text.split('\n')) {
    const { name = 'threads', value } = (DIRECTIVE.exec(line) ?? THREADS.exec(line))?.groups ?? {};
    const isKnown = DIRECTIVES[server].has(name) || (server === 'puma' && name === 'threads');
    if (value !== undefined && isKnown) values.set(name, { name, value, server, at });
    at += line.length + 1;
  }
  return [...values.values()];
}

const SAMPLES: readonly ConfigurationSample[] = [
  {
    file: 'puma.rb',
    text: `max_threads_count = ENV.fetch("RAILS_MAX_THREADS") { 5 }
threads 1, 5
workers ENV.fetch("WEB_CONCURRENCY", 2)
# worker_timeout 3600 if ENV.fetch("RAILS_ENV", "development") == "development"
worker_timeout 60 # seconds
`,
    states: [
      { name: 'threads', value: '5', server: 'puma' },
      { name: 'worker_timeout', value: '60', server: 'puma' },
    ],
  },
  {
    file: 'unicorn.rb',
    text: `worker_processes 3
timeout 15
preload_app true
`,
    states: [
      { name: 'worker_processes', value: '3', server: 'unicorn' },
      { name: 'timeout', value: '15', server: 'unicorn' },
    ],
  },
];

/** Configuration of puma and unicorn, which is Ruby: plain directives are read, nothing is run. */
export const rubyConf: ConfigurationKind = {
  id: 'ruby-conf',
  title: 'puma and unicorn configuration files',
  docs: 'https://puma.io/puma/Puma/DSL.html',
  samples: SAMPLES,
  claims: (fileName) => /(?:puma|unicorn).*\.rb$/i.test(fileName),
  read: readWith(directivesIn),
};
