import type { ConfigurationKind, ConfigurationSample } from '../configuration.ts';
import { type FoundSetting, readWith } from '../place-settings.ts';
import { isProcessFile } from '../process-file-name.ts';

/** An application's object; its own objects (`env: {}`) may stand in it. */
const APPLICATION = /\{(?:[^{}]|\{[^{}]*\})*\}/g;
/** Only a cluster's instances are workers of one server (pm2 docs, "Cluster Mode"). */
const CLUSTER = /\bexec_mode["']?\s*:\s*["'`]cluster/;
const VALUES = /^[ \t{,]*["']?(?<name>instances|kill_timeout)["']?\s*:\s*["']?(?<value>\d+)["']?\s*(?=[,}\n]|$|\/\/)/gm;
/** Everything between `module.exports = { apps: [` and the end. */
const APPS = /\bapps["']?\s*:\s*\[/;

/** pm2's `instances` and `kill_timeout`, which is in milliseconds, by the names that servers call them. */
const settingOf = (name: string, value: string): Pick<FoundSetting, 'name' | 'value'> =>
  name === 'instances'
    ? { name: 'workers', value }
    : { name: 'graceful_timeout', value: String(Number(value) / 1_000) };

function settingsIn(text: string): readonly FoundSetting[] {
  const from = APPS.exec(text)?.index ?? text.length;
  return [...text.slice(from).matchAll(APPLICATION)]
    .filter(([application]) => CLUSTER.test(application))
    .flatMap((found) =>
      [...found[0].matchAll(VALUES)].map(({ index, groups = {}, 0: whole }) => ({
        ...settingOf(groups['name'] ?? '', groups['value'] ?? ''),
        server: 'pm2' as const,
        at: from + found.index + index + whole.search(/[a-z]/),
      })),
    );
}

const SAMPLES: readonly ConfigurationSample[] = [
  {
    file: 'ecosystem.config.js',
    text: `module.exports = {
  apps: [
    {
      name: 'api',
      script: './server.js',
      instances: 4,
      exec_mode: 'cluster',
      kill_timeout: 5000, // milliseconds
      env: { PORT: 8000 },
    },
    { name: 'jobs', script: 'jobs.js', instances: 2 },
    { name: 'most', script: 'most.js', exec_mode: 'cluster', instances: 'max' },
  ],
};
`,
    states: [
      { name: 'workers', value: '4', server: 'pm2' },
      { name: 'graceful_timeout', value: '5', server: 'pm2' },
    ],
  },
  {
    file: 'ecosystem.config.json',
    text: `{ "apps": [{ "name": "api", "script": "api.js", "exec_mode": "cluster_mode",
  "instances": "2" }] }
`,
    states: [{ name: 'workers', value: '2', server: 'pm2' }],
  },
];

/** pm2's process file, which is JavaScript or JSON: plain values are read, nothing is run. */
export const pm2Ecosystem: ConfigurationKind = {
  id: 'pm2-ecosystem',
  title: "pm2's process files",
  docs: 'https://pm2.keymetrics.io/docs/usage/application-declaration/',
  samples: SAMPLES,
  claims: isProcessFile,
  read: readWith(settingsIn),
};
