/**
 * Of a report that grows with its incidents, people ask for the requests: they get columns. All that is long and only read back with its incident
 * is packed (store/packed.ts). Incidents of older cases stay whole in their report.
 */
export const incidentParts = `
create table incident_request (
  -- place of the incident in the report, and of the request in it, from 0
  incident integer not null,
  place integer not null,
  role text not null,
  label text not null,
  id text,
  method text,
  target text,
  started_at text,
  ended_at text,
  -- a number
  age_ms any,
  client_saw text,
  confidence real not null,
  basis text not null,
  -- file:line
  evidence text,
  primary key (incident, place)
) strict, without rowid;

insert into incident_request
  select incident, r.key, r.value ->> 'role', r.value ->> 'label', r.value ->> 'id', r.value ->> 'method', r.value ->> 'target',
    r.value ->> 'startedAt', r.value ->> 'endedAt', r.value ->> 'ageMs', r.value ->> 'clientSaw', r.value ->> 'confidence',
    r.value ->> 'basis', (r.value ->> '$.evidence[0].file') || ':' || (r.value ->> '$.evidence[0].line')
  from incident_requests join json_each(requests) as r;

update analysis set report = json_set(report, '$.incidents', (
  select json_group_array(json_set(i.value, '$.requests', json(requests)) order by i.key)
  from json_each(report, '$.incidents') as i join incident_requests on incident = i.key
)) where json_array_length(report, '$.incidents') > 0;

create table incident_part (
  -- place of the incident in the report, from 0
  incident integer primary key,
  -- null: it is whole in the report
  parts blob
) strict;
insert into incident_part select incident, null from incident_requests;
drop table incident_requests;
`;
