import type { LifecycleEvent } from '../model/event.ts';
import type { CaseFacts } from '../model/facts.ts';
import type { ReportSetting } from '../model/report.ts';
import { evidenceOf, type Writing } from './place.ts';

/** Of the some eighty settings that a server may print, those that decide who lives, who dies and what is logged of it. */
const TELLING =
  /^(?:timeout|graceful_timeout|keepalive|workers|worker_processes|worker_(?:boot_|shutdown_)?timeout|worker_class|threads|worker_connections|max_requests(?:_jitter)?|preload_app|access_log_format|log_format|proxy_\w*timeout|fastcgi_read_timeout|uwsgi_read_timeout|harakiri|(?:worker-)?reload-mercy|timeout_graceful_shutdown|processes|cheaper|concurrency|task_(?:soft_)?time_limit|request_terminate_timeout|pm\.max_children)$/;

/** The settings that are known, each as it was last stated in its file; in order of source and line. */
export function assembleSettings({ lifecycle }: CaseFacts, writing: Writing): readonly ReportSetting[] {
  const last = new Map<string, ReportSetting>();
  for (const event of lifecycle) {
    const { step } = event;
    if (step.what !== 'server-setting' || !TELLING.test(step.name) || step.value === '') continue;
    last.set(keyOf(event, step.name), { name: step.name, value: step.value, evidence: evidenceOf(event, writing) });
  }
  return [...last.values()];
}

/** nginx may have several log formats; of all else the last word counts. */
const keyOf = ({ origin: { source, line } }: LifecycleEvent, name: string): string =>
  name === 'log_format' ? `${String(source)} ${name} ${String(line)}` : `${String(source)} ${name}`;
