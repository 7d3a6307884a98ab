import { booting, exiting, type MessageRule, ofWorker, recycling, signalled } from '../message-rules.ts';
import type { Supervisor } from '../supervisor.ts';
import { samples } from './samples.ts';

/** What the parent and its children say; uvicorn 0.3 and 0.13 to 0.38, server.py and supervisors/multiprocess.py (0.30 on). */
const RULES: readonly MessageRule[] = [
  // Started parent process [7]    Started parent [7] (encode/uvicorn#136)
  [/^Started parent (?:process )?\[\d+\]/, () => ({ what: 'master-started', server: 'uvicorn', version: undefined })],
  // Started server process [12]    also by the uvicorn worker of gunicorn, after `Booting worker`
  [/^Started (?:server process|worker) \[(?<worker>\d+)\]/, booting],
  // Finished server process [12]    of its own accord, or because it was asked to    Stopping worker [12] (#136)
  [/^(?:Finished server process|Stopping worker) \[(?<worker>\d+)\]/, exiting],
  // Child process [11] died    0.30 on; no exit code and no signal is ever told
  [/^Child process \[(?<worker>\d+)\] died/, ofWorker((worker) => ({ what: 'worker-died', worker }))],
  // Terminated child process [11]
  [/^Terminated child process \[(?<worker>\d+)\]/, recycling('its parent ended it')],
  // Stopping parent process [7]    Stopping parent [7] (#136)
  [/^Stopping parent (?:process )?\[/, () => ({ what: 'master-stopped', reason: undefined })],
  // Received SIGTERM, exiting.
  [/^Received SIG(?:TERM|INT), exiting\./, signalled('term')],
  // Received SIGHUP, restarting processes.
  [/^Received SIGHUP, restarting processes\./, signalled('hup')],
  // Received SIGTTIN, increasing the number of processes.
  [/^Received SIGTTIN, increasing the number/, signalled('ttin')],
  // Received SIGTTOU, decreasing number of processes.
  [/^Received SIGTTOU, decreasing (?:the )?number/, signalled('ttou')],
];

/**
 * uvicorn's own parent of several workers (`--workers`). A thread of the child answers its health check: a blocked event loop
 * is not noticed, a held interpreter lock for five seconds is.
 */
export const uvicorn: Supervisor = {
  id: 'uvicorn',
  title: 'uvicorn',
  docs: 'https://www.uvicorn.org/settings/#production',
  // Its worker within gunicorn logs through gunicorn's handlers.
  writes: ['gunicorn-error'],
  openings: [
    ...['Started parent process [', 'Started parent ['],
    ...['Started server process [', 'Started worker ['],
    ...['Stopping worker [', 'Stopping parent ['],
    'Finished server process [',
    'Child process [',
    'Terminated child process [',
    'Stopping parent process [',
    'Received SIGTERM, exiting.',
    'Received SIGINT, exiting.',
    'Received SIGHUP, restarting processes.',
    'Received SIGTTIN, increasing ',
    'Received SIGTTOU, decreasing ',
  ],
  defaults: { timeoutSeconds: undefined, gracefulTimeoutSeconds: undefined },
  samples,
  rules: RULES,
};
