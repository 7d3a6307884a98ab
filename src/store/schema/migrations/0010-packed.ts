/**
 * What close-ups found, and failures, in one packed value each (store/packed.ts): as rows they were most of a case. The close-ups
 * of older cases are taken again by the next ingest; their failures stay in their report.
 */
export const packed = `
drop table request_span;
delete from log_event where role = 'span';
drop table close_up;
create table close_up (
  source integer not null references source_file (id),
  byte_from integer not null,
  account text not null,
  spans blob not null,
  activity blob not null,
  primary key (source, byte_from)
) strict;
alter table analysis add column failures blob;
`;
