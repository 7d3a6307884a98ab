import type { ConfigurationKind, ConfigurationSample } from '../configuration.ts';
import { readWith } from '../place-settings.ts';
import { lastValues, type PythonNames } from '../python-values.ts';

/** Celery's settings by their names since 4.0, and as they are reported for its command line. */
const SETTINGS: readonly (readonly [written: string, reported: string])[] = [
  ['task_time_limit', 'task_time_limit'],
  ['task_soft_time_limit', 'task_soft_time_limit'],
  ['worker_concurrency', 'concurrency'],
  ['worker_max_tasks_per_child', 'max_tasks_per_child'],
  ['worker_pool', 'pool'],
];

/** Before 4.0, and where a framework keeps them among its own. */
const OLDER: readonly (readonly [written: string, reported: string])[] = [
  ['CELERYD_TASK_TIME_LIMIT', 'task_time_limit'],
  ['CELERYD_TASK_SOFT_TIME_LIMIT', 'task_soft_time_limit'],
  ['CELERYD_CONCURRENCY', 'concurrency'],
  ['CELERYD_MAX_TASKS_PER_CHILD', 'max_tasks_per_child'],
];

const CELERY: PythonNames = {
  server: 'celery',
  names: new Map([
    ...SETTINGS,
    ...OLDER,
    ...SETTINGS.map(([written, reported]) => [`CELERY_${written.toUpperCase()}`, reported] as const),
  ]),
};

const SPEAKS = /time_limit|concurrency|tasks_per_child|worker_pool/i;

const SAMPLES: readonly ConfigurationSample[] = [
  {
    file: 'celeryconfig.py',
    text: `# limits
task_time_limit = 5 * 60
task_soft_time_limit = 240
worker_concurrency = int(os.environ["N"])
`,
    states: [
      { name: 'task_time_limit', value: '300', server: 'celery' },
      { name: 'task_soft_time_limit', value: '240', server: 'celery' },
    ],
  },
  {
    file: 'celery.py',
    text: `app = Celery("shop")
app.conf.task_time_limit = 120
`,
    states: [{ name: 'task_time_limit', value: '120', server: 'celery' }],
  },
];

/** Celery's configuration in Python: plain assignments are read, nothing is run. */
export const celeryConf: ConfigurationKind = {
  id: 'celery-conf',
  title: 'Celery configuration module',
  docs: 'https://docs.celeryq.dev/en/stable/userguide/configuration.html#new-lowercase-settings',
  samples: SAMPLES,
  claims: (fileName) => /^celery(?:_?app|_?conf(?:ig)?)?\.py$/i.test(fileName),
  // Most modules of that name set nothing: they need not be taken apart.
  read: readWith((text) => (SPEAKS.test(text) ? lastValues(text, CELERY) : [])),
};
