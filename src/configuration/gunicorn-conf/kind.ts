import type { ConfigurationKind } from '../configuration.ts';
import { readWith } from '../place-settings.ts';
import { lastValues, type PythonNames } from '../python-values.ts';
import { samples } from './samples.ts';

const GUNICORN: PythonNames = {
  server: 'gunicorn',
  names: new Map(
    [
      'access_log_format',
      'graceful_timeout',
      'keepalive',
      'max_requests',
      'max_requests_jitter',
      'preload_app',
      'threads',
      'timeout',
      'worker_class',
      'worker_connections',
      'worker_tmp_dir',
      'workers',
    ].map((name) => [name, name]),
  ),
};

/** gunicorn's configuration file, which is Python: its plain assignments are read, nothing is run. */
export const gunicornConf: ConfigurationKind = {
  id: 'gunicorn-conf',
  title: 'gunicorn configuration file',
  docs: 'https://docs.gunicorn.org/en/stable/configure.html#configuration-file',
  samples,
  claims: (fileName) =>
    /\.py$/i.test(fileName) &&
    /^gunicorn\.py$|^guniconf|gunicorn.*(?:conf|cfg|settings)|(?:conf|cfg).*gunicorn/i.test(fileName),
  read: readWith((text) => lastValues(text, GUNICORN)),
};
