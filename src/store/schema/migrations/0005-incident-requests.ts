/** The requests of incidents are most of a report, and few who ask the case need them: they get rows of their own. */
export const incidentRequests = `
create table incident_requests (
  -- place of the incident in the report, from 0
  incident integer primary key,
  -- JSON list
  requests text not null
) strict;

insert into incident_requests
  select i.key, i.value -> 'requests' from analysis join json_each(analysis.report, '$.incidents') as i;

update analysis set report = json_set(report, '$.incidents', (
  select json_group_array(json_set(i.value, '$.requests', json('[]')) order by i.key)
  from json_each(report, '$.incidents') as i
)) where json_array_length(report, '$.incidents') > 0;
`;
