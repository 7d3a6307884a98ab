import type { ConfigurationKind, ConfigurationSample } from '../configuration.ts';
import { type IniEntry, iniEntries, wholeNumberOf } from '../ini-entries.ts';
import { type FoundSetting, readWith } from '../place-settings.ts';
import { UWSGI_NUMBERS } from '../uwsgi-numbers.ts';

const FORMATS = new Set(['log-format', 'logformat']);
const IS_OURS = /^uwsgi\b/;

const settingOf = ({ key, value, at }: IniEntry): FoundSetting | undefined => {
  if (FORMATS.has(key)) return { name: 'log-format', value, server: 'uwsgi', at };
  const name = UWSGI_NUMBERS.get(key);
  const number = wholeNumberOf(value);
  return name !== undefined && number !== undefined ? { name, value: number, server: 'uwsgi', at } : undefined;
};

/** What stands between `if-env = X` and `endif =` holds on some machines only. */
const unconditional = (entries: readonly IniEntry[]): readonly IniEntry[] => {
  let isConditional = false;
  return entries.filter(({ key }) => {
    if (key.startsWith('if-')) isConditional = true;
    if (key === 'endif') isConditional = false;
    return !isConditional;
  });
};

const SAMPLES: readonly ConfigurationSample[] = [
  {
    file: 'uwsgi.ini',
    text: `[uwsgi]
module = shop.wsgi
master = true
workers = 4
; harakiri = 5
harakiri = 30
max-requests = $(MAX_REQUESTS)
log-format = %(addr) - %(user) [%(ltime)] "%(method) %(uri)" %(status) %(msecs)ms pid:%(pid)
if-env = DEBUG
harakiri = 600
endif =

[alembic]
processes = 9
`,
    states: [
      { name: 'processes', value: '4', server: 'uwsgi' },
      { name: 'harakiri', value: '30', server: 'uwsgi' },
      {
        name: 'log-format',
        value: '%(addr) - %(user) [%(ltime)] "%(method) %(uri)" %(status) %(msecs)ms pid:%(pid)',
        server: 'uwsgi',
      },
    ],
  },
  {
    file: 'uwsgi.yaml',
    text: `uwsgi:
  module: shop.wsgi
  harakiri: 60
  processes: "8" # two a core
`,
    states: [
      { name: 'harakiri', value: '60', server: 'uwsgi' },
      { name: 'processes', value: '8', server: 'uwsgi' },
    ],
  },
];

/** uWSGI's `[uwsgi]` section, as ini or YAML. */
export const uwsgiIni: ConfigurationKind = {
  id: 'uwsgi-ini',
  title: 'uWSGI configuration',
  docs: 'https://uwsgi-docs.readthedocs.io/en/latest/Options.html',
  samples: SAMPLES,
  claims: (fileName) => /\.ini$|uwsgi.*\.ya?ml$/i.test(fileName),
  read: readWith((text) =>
    unconditional(iniEntries(text).filter(({ section }) => IS_OURS.test(section))).flatMap(
      (entry) => settingOf(entry) ?? [],
    ),
  ),
};
