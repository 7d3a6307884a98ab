import type { Cause, RequestClaim, Role, WorkerLife } from '../model/report.ts';
import type { Lane } from './lanes.ts';
import type { Night } from './night.ts';

const ROLES: ReadonlySet<string> = new Set<Role>(['culprit', 'casualty', 'possible-casualty', 'survivor', 'stalled']);
const CAUSES: ReadonlySet<string> = new Set<Cause>(['timeout', 'oom', 'signal', 'exit', 'boot-failure', 'unknown']);

interface Words {
  readonly roles: readonly string[];
  readonly causes: readonly string[];
  /** Pids and parts of hosts' names. */
  readonly others: readonly string[];
}

const wordsOf = (filter: string): Words => {
  const words = filter
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  return {
    roles: words.filter((word) => ROLES.has(word)),
    causes: words.filter((word) => CAUSES.has(word)),
    others: words.filter((word) => !ROLES.has(word) && !CAUSES.has(word)),
  };
};

/** Which lanes a filter leaves: by pid or host, by the cause of an end, by the role of a request in it. Words of a kind are alternatives. */
export function laneFilter(filter: string, { happenings }: Night): (lane: Lane) => boolean {
  if (filter === '') return () => true;
  const { roles, causes, others } = wordsOf(filter);
  const isNamed = ({ pid, host }: WorkerLife): boolean =>
    others.length === 0 || others.some((word) => word === String(pid) || host?.toLowerCase().includes(word) === true);
  const hasRole = (incident: number | undefined): boolean =>
    roles.length === 0 ||
    happenings[incident ?? -1]?.incident.requests.some(({ role }) => roles.includes(role)) === true;
  return ({ life, incident }) =>
    isNamed(life) && (causes.length === 0 || causes.includes(life.end)) && hasRole(incident);
}

/** Which requests of an incident a filter leaves: by role. */
export function claimFilter(filter: string): (claim: RequestClaim) => boolean {
  const { roles } = wordsOf(filter);
  return ({ role }) => roles.length === 0 || roles.includes(role);
}
