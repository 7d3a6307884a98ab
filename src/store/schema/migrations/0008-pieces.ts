/** When the parts of a block were written. */
export const pieces = `
-- JSON (store/piece-text.ts); null: nothing is known of them
alter table block add column pieces text check (pieces is null or json_valid(pieces));
`;
