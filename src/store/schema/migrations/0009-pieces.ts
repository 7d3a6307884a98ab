/** When the parts of a block were written; and an index less, as to look through all records of an incident's length is as quick. */
export const pieces = `
-- JSON (store/piece-text.ts); null: nothing is known of them
alter table block add column pieces text check (pieces is null or json_valid(pieces));
drop index log_event_kind;
`;
