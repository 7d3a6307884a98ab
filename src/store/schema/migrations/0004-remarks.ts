/** What people remark on the timeline outlives every analysis. */
export const remarks = `
create table remark (
  -- the worker or request that it is on
  about text not null,
  -- ISO-8601 with offset
  at text not null,
  text text not null,
  primary key (about, at)
) strict, without rowid;

update analysis set report = json_set(report, '$.remarks', json('[]'));
`;
