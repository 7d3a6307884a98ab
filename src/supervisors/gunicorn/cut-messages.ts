import { booting, exiting, type MessageRule, unnamed } from '../message-rules.ts';

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** Matches what is left of a message, of which at least so many characters are. */
const cutAfter = (whole: string, atLeast: number): RegExp => {
  const rest = whole
    .slice(atLeast)
    .split('')
    .reduceRight((further, char) => `(?:${literal(char)}${further})?`, '');
  return new RegExp(`^${literal(whole.slice(0, atLeast))}${rest}$`);
};

/**
 * What the edge of a terminal's pane has left of messages, as far as nothing else of gunicorn's begins so (0.17 to 26.1). A pid that
 * is not closed may have had more digits. Who speaks is told in the head.
 */
export const CUT_MESSAGES: readonly MessageRule[] = [
  // WORKER TIM        WORKER TIMEOUT (pid:2        without a head it is a title, or a sentence
  [
    /^WORKER TIM(?:E(?:OU?)?|EOUT \((?:p(?:i(?:d(?::\d*)?)?)?)?)?$/,
    (_fields, speaker) => (speaker === undefined ? undefined : unnamed({ how: 'missed' })),
  ],
  // Booting worker wi
  [cutAfter('Booting worker with pid: ', 'Booting wo'.length), booting],
  // Worker exitin
  [cutAfter('Worker exiting (pid: ', 'Worker exi'.length), exiting],
  // Worker (pid:17886) was sent SIGK        Worker (pid:17886) exited wi        Worker with pid 10808 was terminated due t
  [
    /^Worker (?:\(pid:(?<worker>\d+)\)(?: (?:was|exited)[a-zA-Z ]*)?|with pid (?<named>\d+) was[a-z ]*)$/,
    ({ worker, named }) => ({ what: 'worker-died', worker: Number(worker ?? named) }),
  ],
];
