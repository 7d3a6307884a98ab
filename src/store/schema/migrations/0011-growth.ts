/**
 * What long logs and logs that grow take. Requests that ended well in a later block than they began in, packed by the block of their ends (store/packed.ts): no edges any
 * more. Edges of older cases stay as they are: they are paired whenever they are read.
 */
export const growth = `
create table crossing (
  source integer not null references source_file (id),
  byte_from integer not null,
  requests blob not null,
  primary key (source, byte_from)
) strict;
-- how many stored bytes the SHA-256 covers; null: all of them
alter table source_file add column sha256_bytes integer;
`;
