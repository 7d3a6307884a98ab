/** Which blocks were looked at again, and what for: they need no further look on the same account. */
export const closeUps = `
create table close_up (
  source integer not null references source_file (id),
  byte_from integer not null,
  account text not null,
  primary key (source, byte_from)
) strict, without rowid;
`;
