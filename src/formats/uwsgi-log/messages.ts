import { byteWords } from '../../lib/byte-words.ts';
import { digitsEnd } from '../../lib/digits.ts';

/** What a message of uWSGI's own is: `step` where a supervisor may understand it; `none`: somebody else's. */
export type MessageKind = 'none' | 'chatter' | 'step';

/** Beginnings of messages that tell of workers' lives and of the requests in them; uWSGI 1.0 to 2.0.30. */
const STEPS = byteWords([
  '*** HARAKIRI ON ',
  '*** EVIL RELOAD ON ',
  '*** Starting uWSGI ',
  '*** Operational MODE: ',
  '*** no app loaded. GAME OVER',
  'HARAKIRI [core ',
  'HARAKIRI: --',
  'F*CK !!! i must kill myself',
  'DAMN ! worker ',
  'OOPS ! failed loading app in worker ',
  '!!! uWSGI process ',
  'Respawned uWSGI worker ',
  'spawned uWSGI ',
  'Gracefully killing worker ',
  'Brutally killing worker ',
  '...The work of process ',
  '...gracefully killing workers',
  '...brutally killing workers',
  '... monitored exception detected',
  'SIGINT/SIGTERM received',
  'SIGINT/SIGQUIT received',
  'goodbye to uWSGI',
  // what the machine refused to a master that set a worker in another's place (uwsgi_error("fork()"))
  'fork(): Cannot allocate memory',
]);

/** Beginnings of its other messages, as far as hardly anybody else writes them. */
const CHATTER = byteWords([
  'HARAKIRI ',
  'HARAKIRI: ',
  '*** HARAKIRI ',
  '*** uWSGI ',
  '*** Stats server enabled ',
  '*** no app loaded',
  '*** backtrace of ',
  '*** end of backtrace ',
  'Respawned uWSGI ',
  'OOOPS ',
  'SIGPIPE: writing to a closed pipe/socket/fd',
  'WSGI app ',
  'unable to load app ',
  'uWSGI worker ',
  'uWSGI http bound on ',
  'uWSGI running as root',
  'uwsgi socket ',
  'gateway "uWSGI',
  'binary reloading uWSGI',
  'worker respawning too fast',
  'chain reloading ',
  '[uWSGI] ',
  'compiled with version: ',
  'detected number of CPU cores: ',
  'detected binary path: ',
  'detected max file descriptor number: ',
  'lock engine: ',
  'thunder lock: ',
  'Python main interpreter initialized at ',
  'python threads support ',
  'your server socket listen backlog ',
  'your mercy for graceful operations ',
]);

const WORKER = byteWords(['worker ']);
const WORKER_LENGTH = 'worker '.length;
const SPACE = 0x20;
/** `worker 1 killed successfully (pid: 5)`, `worker 1 (pid: 5) is taking too much time to die` */
const WORKER_STEPS = byteWords(['killed successfully ', '(pid: ']);
/** `worker 1 buried after 1 seconds`, `worker 1 lifetime reached, …`, `worker 1 asked for cheap mode …` */
const WORKER_CHATTER = byteWords(['buried after ', 'lifetime reached', 'asked for ']);

/** What the message that begins at byte `at` is. Allocates nothing, never throws. */
export const messageKind = (bytes: Uint8Array, at: number): MessageKind => {
  if (STEPS.stand(bytes, at)) return 'step';
  if (WORKER.stand(bytes, at)) return workerMessageKind(bytes, at + WORKER_LENGTH);
  return CHATTER.stand(bytes, at) ? 'chatter' : 'none';
};

const workerMessageKind = (bytes: Uint8Array, at: number): MessageKind => {
  const end = digitsEnd(bytes, at);
  if (end === at || bytes[end] !== SPACE) return CHATTER.stand(bytes, at - WORKER_LENGTH) ? 'chatter' : 'none';
  if (WORKER_STEPS.stand(bytes, end + 1)) return 'step';
  return WORKER_CHATTER.stand(bytes, end + 1) ? 'chatter' : 'none';
};
