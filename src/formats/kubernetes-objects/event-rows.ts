import { agedStamp } from './stated-time.ts';
import { levelOf, podOf, type Told } from './told.ts';

const AGE = String.raw`(?<age><unknown>|<invalid>|(?:\d+[ydhms]){1,3}(?: \(x\d+ over [^)]+\))?)`;
const TYPE = '(?<type>Normal|Warning)';
const REASON = String.raw`(?<reason>[A-Z]\w+)`;
const SOURCE = String.raw`[a-z][\w.-]*(?:, [\w.-]+)?`;
/** `-o wide` tells the container and who saw it before the message. */
const WIDE = String.raw`(?:spec\.\w+\{[\w-]+\} +)?(?:(?:kubelet|kernel-monitor|default-scheduler|[a-z]+-controller)(?:, \S+)? +)?`;

/** The tables in which events are printed; kubectl 1.5 to 1.32. */
const ROWS: readonly RegExp[] = [
  // get events:  2m11s   Warning   Unhealthy   pod/web-5d4f8c7b9-x2x4z   Liveness probe failed: HTTP probe failed …
  // get events -A sets the namespace before it
  new RegExp(
    `^(?:[a-z0-9-]+ +)?${AGE}\\s+${TYPE}\\s+${REASON}\\s+(?<object>[A-Za-z.]+/\\S+)\\s+${WIDE}(?<message>.*)$`,
    's',
  ),
  // describe:   Warning  Unhealthy  11s (x3 over 31s)  kubelet, node1     Liveness probe failed: …
  new RegExp(`^\\s*${TYPE}\\s+${REASON}\\s+${AGE}\\s+${SOURCE}\\s+(?<message>.*)$`, 's'),
  // up to 1.8:  1h   2m   12   web-1-p7jnr   Pod   spec.containers{web}   Warning   Unhealthy   {kubelet node1}   Liveness …
  new RegExp(
    `^\\s*${AGE.replace('<age>', ':')}\\s+${AGE}\\s+\\d+\\s.*?\\s${TYPE}\\s+${REASON}\\s+(?:\\{[^}]*\\}|kubelet, \\S+)?\\s*(?<message>.*)$`,
    's',
  ),
];

/** Their headings, and the line under them. */
const HEADING =
  /^\s*(?:(?:NAMESPACE +)?LAST SEEN +|Type +Reason +Age +From|FirstSeen\s+LastSeen\s+Count|-{4} +-{6} +-{3,})/;

export const isHeading = (line: string): boolean => HEADING.test(line);

/** The event that a table's row tells. `askedUs`: when the table was printed, where that is known. */
export function readEventRow(line: string, askedUs?: number): Told | undefined {
  for (const row of ROWS) {
    const { type, object, age = '', message = '' } = row.exec(line)?.groups ?? {};
    if (type === undefined) continue;
    return { stamp: agedStamp(age, askedUs), pod: podOf(object), level: levelOf(type), message: message.trimEnd() };
  }
  return undefined;
}
