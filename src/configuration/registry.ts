import { celeryConf } from './celery-conf/kind.ts';
import { commandLine } from './command-line/kind.ts';
import type { ConfigurationKind } from './configuration.ts';
import { environment } from './environment/kind.ts';
import { gunicornConf } from './gunicorn-conf/kind.ts';
import { gunicornPrintConfig } from './gunicorn-print-config/kind.ts';
import { nginxConf } from './nginx-conf/kind.ts';
import { phpFpmConf } from './php-fpm-conf/kind.ts';
import { pm2Ecosystem } from './pm2-ecosystem/kind.ts';
import { rubyConf } from './ruby-conf/kind.ts';
import { uwsgiIni } from './uwsgi-ini/kind.ts';

/** All kinds of file in which servers are configured. */
export const configurationKinds: readonly ConfigurationKind[] = [
  environment,
  gunicornConf,
  gunicornPrintConfig,
  commandLine,
  nginxConf,
  uwsgiIni,
  phpFpmConf,
  celeryConf,
  rubyConf,
  pm2Ecosystem,
];
