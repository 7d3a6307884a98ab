/**
 * Reports tell of workers that died together, of causes of failed requests, and more of near misses; those made before did not ask.
 */
export const toldTogether = `
update analysis set report = json_insert(report, '$.failureDiagnoses', json('[]'), '$.diedTogether', json('[]'));
update analysis set report = json_set(report, '$.nearMisses', (
  select json_group_array(json_insert(m.value, '$.host', json('null'), '$.sign', 'all-held', '$.timeoutSeconds', json('null'),
    '$.timeoutFrom', json('null'), '$.lastBegun', json('null'), '$.together', json('[]')) order by m.key)
  from json_each(report, '$.nearMisses') as m
)) where json_array_length(report, '$.nearMisses') > 0;
`;
