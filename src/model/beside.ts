interface Hosted {
  readonly host?: string | undefined;
}

/** True if two may be of one machine: where only one of them names a host, both may be of that host. */
export const isBeside = (one: Hosted, other: Hosted): boolean =>
  one.host === undefined || other.host === undefined || one.host === other.host;
