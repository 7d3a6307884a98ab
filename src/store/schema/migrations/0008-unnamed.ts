/** Reports tell of deaths whose pid no line names; those made before knew the pid of each. */
export const unnamed = `
update analysis set report = json_set(report, '$.incidents', (
  select json_group_array(json_insert(i.value, '$.worker.name', json('null')) order by i.key)
  from json_each(report, '$.incidents') as i
)) where json_array_length(report, '$.incidents') > 0;
update analysis set report = json_set(report, '$.workers', (
  select json_group_array(json_insert(w.value, '$.name', json('null')) order by w.key)
  from json_each(report, '$.workers') as w
)) where json_array_length(report, '$.workers') > 0;
`;
