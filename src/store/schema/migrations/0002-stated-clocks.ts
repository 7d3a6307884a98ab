/** What the user says of clocks holds for the case, whoever reads it later. */
export const stateClocks = `
create table stated_clock (
  -- a glob over paths
  pattern text primary key,
  -- +08:00, UTC or a name of the IANA time zone database; null: not stated
  zone text,
  -- how far the clock runs ahead, in microseconds; null: not stated
  skew_us integer
) strict;
`;
