import { rfc2822Stamp } from './stated-time.ts';
import { againMessage, endMessage, type Told } from './told.ts';

/** What `kubectl describe pod` prints at the margin (kubectl 1.5 to 1.32). */
const KEY = new RegExp(
  `^(?:${[
    ...['Name', 'Namespace', 'Priority', 'Priority Class Name', 'Service Account', 'Node', 'Start Time', 'Labels'],
    ...['Annotations', 'Status', 'Reason', 'Message', 'IP', 'IPs', 'Controlled By', 'Controllers', 'Init Containers'],
    ...['Containers', 'Conditions', 'Volumes', 'QoS Class', 'Node-Selectors', 'Tolerations', 'Events'],
  ].join('|')}):(?:\\s|$)`,
);
//   web:
const CONTAINER = /^ {2}(?<name>[a-z0-9][a-z0-9-]*):\s*$/;
//     Last State:     Terminated
const STATE = /^\s*(?:Last )?State:\s+(?:Terminated|Waiting|Running)\s*$/;
//     State:          Running
const RUNNING = /^\s*State:\s+Running\s*$/;
const ENDED = /^\s*(?:Last )?State:\s+Terminated\s*$/;
//       Exit Code:    137
const DETAIL = /^\s*(?<key>Reason|Exit Code|Started|Finished):\s+(?<value>.*\S)/;

/** True if the line begins a part of a pod's description. */
export const opensPart = (line: string): boolean => KEY.test(line) || CONTAINER.test(line);
export const isState = (line: string): boolean => STATE.test(line);

/** The ends of containers that a part of a description tells, and that they run again. */
export function readEnds(text: string): readonly Told[] {
  const lines = text.split('\n');
  const { name } = CONTAINER.exec(lines[0] ?? '')?.groups ?? {};
  const ends = lines.flatMap((line, at) => (ENDED.test(line) ? [endOf(name, lines.slice(at + 1))] : []));
  const running = lines.findIndex((line) => RUNNING.test(line));
  return ends.length > 0 && running >= 0 ? [...ends, runningAgain(name, lines.slice(running + 1))] : ends;
}

const runningAgain = (container: string | undefined, below: readonly string[]): Told => ({
  stamp: rfc2822Stamp(detailsIn(below).get('Started') ?? ''),
  ...{ pod: undefined, level: undefined, message: againMessage(container) },
});

function endOf(container: string | undefined, below: readonly string[]): Told {
  const details = detailsIn(below);
  const detail = (key: string): string => details.get(key) ?? '';
  const message = endMessage(container, detail('Reason'), detail('Exit Code'));
  return { stamp: rfc2822Stamp(detail('Finished')), pod: undefined, level: undefined, message };
}

/** The details of the state above: up to the next state, or the next thing told by the same word. */
function detailsIn(below: readonly string[]): ReadonlyMap<string, string> {
  const details = new Map<string, string>();
  for (const line of below) {
    const { key = '', value = '' } = DETAIL.exec(line)?.groups ?? {};
    if (isState(line) || details.has(key)) break;
    if (key !== '') details.set(key, value);
  }
  return details;
}
