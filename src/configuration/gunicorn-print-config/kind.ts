import type { ConfigurationKind, ConfigurationSample } from '../configuration.ts';
import { type FoundSetting, readWith } from '../place-settings.ts';

// timeout                           = 45
const LINE =
  /^\uFEFF?(?:(?<number>graceful_timeout|keepalive|max_requests|max_requests_jitter|threads|timeout|worker_connections|workers) += (?<count>\d+)|(?<name>access_log_format|worker_class) += (?<text>.*\S)) *$/gm;

const settingOf = ({ groups = {}, index: at }: RegExpExecArray): FoundSetting | undefined => {
  const name = groups['number'] ?? groups['name'];
  const value = groups['count'] ?? groups['text'];
  return name === undefined || value === undefined ? undefined : { name, value, server: 'gunicorn', at };
};

const SAMPLES: readonly ConfigurationSample[] = [
  {
    file: 'print-config.txt',
    text: `access_log_format                 = %(h)s %(t)s "%(r)s" %(s)s %(D)s
accesslog                         = -
config                            = ./gunicorn.conf.py
graceful_timeout                  = 30
timeout                           = 45
worker_class                      = gevent
workers                           = 3
`,
    states: [
      { name: 'access_log_format', value: '%(h)s %(t)s "%(r)s" %(s)s %(D)s', server: 'gunicorn' },
      { name: 'graceful_timeout', value: '30', server: 'gunicorn' },
      { name: 'timeout', value: '45', server: 'gunicorn' },
      { name: 'worker_class', value: 'gevent', server: 'gunicorn' },
      { name: 'workers', value: '3', server: 'gunicorn' },
    ],
  },
];

/** What `gunicorn --print-config` prints: all settings in force, padded names and bare values (20.0 on, config.py `__str__`). */
export const gunicornPrintConfig: ConfigurationKind = {
  id: 'gunicorn-print-config',
  title: 'gunicorn --print-config',
  docs: 'https://docs.gunicorn.org/en/stable/settings.html#print-config',
  samples: SAMPLES,
  claims: (fileName) => /print[-_]?config[^/]*\.(?:txt|out)$/i.test(fileName),
  read: readWith((text) => [...text.matchAll(LINE)].flatMap((match) => settingOf(match) ?? [])),
};
