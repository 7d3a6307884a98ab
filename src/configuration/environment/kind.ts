import type { ConfigurationKind, ConfigurationSample } from '../configuration.ts';
import { readWith } from '../place-settings.ts';

const CLAIMED = /^(?:Procfile|Dockerfile|env$)|\.dockerfile$|(?:^|\.)env(?:\.\w+)?$|\.(?:service|conf|ya?ml|toml|sh)$/i;

// WEB_CONCURRENCY=3 · ENV WEB_CONCURRENCY 3 · - WEB_CONCURRENCY=3 · WEB_CONCURRENCY: "3" · Environment="WEB_CONCURRENCY=3"
const WORKERS =
  /^(?![ \t\uFEFF]*#)[^\n$]*?(?<![\w${])WEB_CONCURRENCY["']?[ \t]*[=: \t][ \t]*["']?(?<value>\d{1,5})\b/gm;

const SAMPLES: readonly ConfigurationSample[] = [
  {
    file: '.env',
    text: '# WEB_CONCURRENCY=9\nDEBUG=0\nexport WEB_CONCURRENCY="3"\n',
    states: [{ name: 'workers', value: '3', server: 'gunicorn' }],
  },
  {
    file: 'Dockerfile',
    text: 'FROM python:3.12\nENV TIMEOUT=45 \\\n    WEB_CONCURRENCY=3\nCMD gunicorn -w $WEB_CONCURRENCY shop.wsgi\n',
    states: [{ name: 'workers', value: '3', server: 'gunicorn' }],
  },
  {
    file: 'compose.yaml',
    text: 'services:\n  web:\n    environment:\n      WEB_CONCURRENCY: 4\n  other:\n    environment:\n      - X=1\n',
    states: [{ name: 'workers', value: '4', server: 'gunicorn' }],
  },
];

/** What servers take from variables of the environment where neither a file nor a command line says otherwise: gunicorn, config.py, `Workers`. */
export const environment: ConfigurationKind = {
  id: 'environment',
  title: 'variables of the environment',
  docs: 'https://docs.gunicorn.org/en/stable/settings.html#workers',
  samples: SAMPLES,
  claims: (fileName) => CLAIMED.test(fileName),
  read: readWith((text) =>
    [...text.matchAll(WORKERS)].map(({ groups, index, 0: whole }) => ({
      ...{ name: 'workers', value: groups?.['value'] ?? '', server: 'gunicorn' },
      at: index + whole.lastIndexOf('WEB_CONCURRENCY'),
    })),
  ),
};
