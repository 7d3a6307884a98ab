import { gaveUp, type Request } from '../../model/request.ts';
import { serversAsked } from './proxy-tries.ts';

/** Ends of workers are logged with whole seconds, as a proxy's lines are. */
const SLACK_US = 1_200_000;

/** True if a proxy, or the client before it, still waited for one answer when the worker was gone: connections break as that goes, so another had it. */
export const isOutwaited = ({ goneAt }: { readonly goneAt: number }, line: Request): boolean =>
  gaveUp(line.proxy?.outcome) && new Set(serversAsked(line)).size <= 1 && (line.proxy?.at ?? 0) > goneAt + SLACK_US;
