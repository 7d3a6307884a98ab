/** By server the setting that has it show where a request stands that takes too long, before its limit ends the worker. */
export const SHOWS_STACKS: Readonly<Record<string, string>> = {
  'php-fpm': 'request_slowlog_timeout',
  celery: 'task_soft_time_limit',
};
