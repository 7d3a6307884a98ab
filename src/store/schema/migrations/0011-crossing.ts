/**
 * Requests that ended well in a later block than they began in, packed by the block of their ends (store/packed.ts): no edges any
 * more. Edges of older cases stay as they are: they are paired whenever they are read.
 */
export const crossing = `
create table crossing (
  source integer not null references source_file (id),
  byte_from integer not null,
  requests blob not null,
  primary key (source, byte_from)
) strict;
`;
