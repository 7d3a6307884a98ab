import type { LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import type { Micros } from '../../model/time.ts';
import type { Served } from '../../model/worker.ts';

/** A supervisor's line and its place in the order of all such lines. */
export interface Told {
  readonly index: number;
  readonly at: Micros;
  readonly event: LifecycleEvent;
}

/** Why a worker was to end anyway: a reload, a halt, its own recycling. */
export interface Retiring {
  readonly at: Micros;
  readonly why: string;
  /** The master starts another in its place when it is gone. */
  readonly replaced: boolean;
  /** The whole server stops: its master kills who is not gone in time. */
  readonly isHalt: boolean;
}

/** A stretch of time in which one source heard of a worker. */
export interface Heard extends Served {
  readonly source: number;
  readonly from: Micros;
  readonly to: Micros;
}

/** A worker's life while the lines about it are gathered. */
export interface Draft {
  readonly pid: number;
  readonly host: string | undefined;
  /** Which of the servers of its machine it is of; `undefined`: of the only one, or of any. */
  readonly server?: string | undefined;
  readonly boot: Told | undefined;
  /** The master that forked it, where its log tells; there are two while a server is upgraded. */
  master?: number | undefined;
  readonly told: Placed<LifecycleEvent>[];
  timeout?: Told;
  /** The first that the worker was sent when its timeout was told. */
  timeoutSignal?: number;
  exiting?: Told;
  /** Reaped by the master: killed by a signal, or exited with a code other than 0. */
  reaped?: Told;
  /** It said that it could not go on, or its master said so of it. */
  crashed?: Told;
  retiring?: Retiring;
  /** Set when the worker cannot have lived on, though no line tells of its end. */
  lost?: Told;
  replacement?: Told;
  /** The reload that came while its master waited for its end: of the workers that this made one is in its place. */
  madeUpFor?: Told;
  firstSeenAt: Micros | undefined;
  lastSeenAt: Micros | undefined;
  readonly signsOfLife: Micros[];
  readonly heard: Heard[];
}

/**
 * The first line after which a replacement may boot: the reaping if one was logged, else the last word of the worker; one that is
 * stuck in its leave is missed after it.
 */
export const endOf = ({ reaped, exiting, timeout, lost }: Draft): Told | undefined =>
  reaped ?? (exiting && timeout && timeout.index > exiting.index ? timeout : (exiting ?? timeout ?? lost));

/** True unless it is known to be another master's: what a master says of itself concerns its own workers. */
export const isOf = ({ master }: Draft, { event: { pid } }: Told): boolean =>
  master === undefined || pid === undefined || master === pid;

/** True while nothing says that the worker has ended. */
export const isOpen = (draft: Draft): boolean => endOf(draft) === undefined;
