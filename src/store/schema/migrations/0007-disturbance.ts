/** Reports tell what befell the machine; those made before did not ask. */
export const disturbance = `
update analysis set report = json_set(report, '$.incidents', (
  select json_group_array(json_insert(i.value, '$.disturbance', json('null')) order by i.key)
  from json_each(report, '$.incidents') as i
)) where json_array_length(report, '$.incidents') > 0;
`;
