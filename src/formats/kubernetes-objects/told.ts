import type { Level } from '../../model/event.ts';
import type { Stamp } from '../../model/time.ts';

/** What Kubernetes says of an object, however it was printed. */
export interface Told {
  /** Time as stated; tables tell only how long ago, from a moment that they do not tell. */
  readonly stamp: Stamp | undefined;
  /** The pod, where one is spoken of. */
  readonly pod: string | undefined;
  readonly level: Level | undefined;
  readonly message: string;
}

/** How a container that is no more ended, in the words of `kubectl describe`. */
export const endMessage = (container: string | undefined, reason: string, exitCode: string): string =>
  `${container === undefined ? '' : `${container}: `}Terminated Reason: ${reason} Exit Code: ${exitCode}`;

/** That a container runs which has ended before. */
export const againMessage = (container: string | undefined): string =>
  `${container === undefined ? '' : `${container}: `}Running again`;

export const levelOf = (type: string | undefined): Level => (type === 'Warning' ? 'warning' : 'info');

/** The pod that `pod/web-5d4f8c7b9-x2x4z` names. */
export const podOf = (object: string | undefined): string | undefined => /^pod\/(.+)$/i.exec(object ?? '')?.[1];
