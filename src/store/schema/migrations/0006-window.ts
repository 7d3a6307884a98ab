/** Of a log that only a stretch of time was asked for, only that is in the case. */
export const sourceWindow = `
-- JSON: what was asked for (model/asked-window.ts); null: all of it
alter table source_file add column window text check (window is null or json_valid(window));
`;
