import type { ConfigurationKind, ConfigurationSample } from '../configuration.ts';
import { type IniEntry, iniEntries, wholeNumberOf } from '../ini-entries.ts';
import { readWith } from '../place-settings.ts';
import { secondsOf } from '../time-span.ts';

const withoutComment = (value: string): string => value.split(';', 1).join('').trimEnd();

/** The text of a value, which a pool's file quotes where it holds blanks. */
const textOf = (value: string): string =>
  /^"((?:\\.|[^"\\])*)"/.exec(value)?.[1]?.replaceAll('\\"', '"') ?? withoutComment(value);

const secondsIn = (value: string): string | undefined => secondsOf(withoutComment(value));

const READERS: ReadonlyMap<string, (value: string) => string | undefined> = new Map([
  ['request_terminate_timeout', secondsIn],
  ['request_slowlog_timeout', secondsIn],
  ['process_control_timeout', secondsIn],
  ['pm.max_children', wholeNumberOf],
  ['pm.max_requests', wholeNumberOf],
  ['access.format', textOf],
]);

const valueOf = ({ key, value }: IniEntry): string | undefined => READERS.get(key)?.(value);

const SAMPLES: readonly ConfigurationSample[] = [
  {
    file: 'www.conf',
    text: `[www]
user = www-data
pm = dynamic
pm.max_children = 5
;pm.max_children = 50
pm.max_requests = \${MAX_REQUESTS}
access.format = "%R - %u %t \\"%m %r\\" %s"
request_terminate_timeout = 30s ; the proxy waits for 60
`,
    states: [
      { name: 'pm.max_children', value: '5', server: 'php-fpm' },
      { name: 'access.format', value: '%R - %u %t "%m %r" %s', server: 'php-fpm' },
      { name: 'request_terminate_timeout', value: '30', server: 'php-fpm' },
    ],
  },
  {
    file: 'php-fpm.conf',
    text: `[global]
process_control_timeout = 10
[shop]
request_terminate_timeout = 2m
`,
    states: [
      { name: 'process_control_timeout', value: '10', server: 'php-fpm' },
      { name: 'request_terminate_timeout', value: '120', server: 'php-fpm' },
    ],
  },
];

/** PHP-FPM's own file and those of its pools. */
export const phpFpmConf: ConfigurationKind = {
  id: 'php-fpm-conf',
  title: 'PHP-FPM configuration',
  docs: 'https://www.php.net/manual/en/install.fpm.configuration.php',
  samples: SAMPLES,
  claims: (fileName) => /^(?:www|zz-docker|.*fpm.*|.*pool.*)\.conf$/i.test(fileName),
  read: readWith((text) =>
    iniEntries(text).flatMap((entry) => {
      const value = valueOf(entry);
      return value === undefined ? [] : { name: entry.key, value, server: 'php-fpm' as const, at: entry.at };
    }),
  ),
};
