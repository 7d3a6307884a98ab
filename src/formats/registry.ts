import type { Format } from './format.ts';
import { apacheError } from './apache-error/format.ts';
import { gunicornAccess } from './gunicorn-access/format.ts';
import { gunicornError } from './gunicorn-error/format.ts';
import { kernelLog } from './kernel-log/format.ts';
import { kubernetesObjects } from './kubernetes-objects/format.ts';
import { nginxAccess } from './nginx-access/format.ts';
import { nginxError } from './nginx-error/format.ts';
import { nodeStack } from './node-stack/format.ts';
import { phpFpmAccess } from './php-fpm-access/format.ts';
import { phpSlowlog } from './php-slowlog/format.ts';
import { proxyAccess } from './proxy-access/format.ts';
import { pythonApp } from './python-app/format.ts';
import { pythonTraceback } from './python-traceback/format.ts';
import { rubyStack } from './ruby-stack/format.ts';
import { uwsgiLog } from './uwsgi-log/format.ts';

/** All formats, in the order in which they look at a source: each sees the lines that those before it left over. */
export const formats: readonly Format[] = [
  gunicornError,
  uwsgiLog,
  kernelLog,
  kubernetesObjects,
  nginxError,
  apacheError,
  proxyAccess,
  nginxAccess,
  gunicornAccess,
  phpFpmAccess,
  phpSlowlog,
  pythonApp,
  pythonTraceback,
  nodeStack,
  rubyStack,
];
