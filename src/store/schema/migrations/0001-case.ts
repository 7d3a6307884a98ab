/** A case as it first was. Tables that hold numbers from logs are not strict: a log may state any number as a pid. */
export const createCase = `
create table source_file (
  id integer primary key,
  path text not null,
  stream text not null,
  ordinal integer not null,
  stored_bytes integer not null,
  bytes integer not null default 0,
  lines integer not null default 0,
  head_hash text not null,
  tail_hash text not null,
  head_bytes integer not null,
  sha256 text not null,
  envelopes text not null check (json_valid(envelopes)),
  layouts text not null check (json_valid(layouts)),
  host text,
  unrecognised_lines integer not null default 0
) strict;

-- *_wall: microseconds as the source's clock showed them; *_offset_min: minutes from UTC, where the line states them
create table block (
  source integer not null references source_file (id),
  byte_from integer not null,
  byte_to integer not null,
  line_from integer not null,
  lines integer not null,
  unrecognised_lines integer not null,
  first_wall integer, first_offset_min integer, first_precision text,
  last_wall integer, last_offset_min integer, last_precision text,
  primary key (source, byte_from)
) without rowid;

-- role: event (kept for itself), edge (start or end whose other half lies elsewhere), span (part of a request near an incident)
-- place: a record may tell several events; body: JSON, all that has no column of its own
create table log_event (
  id integer primary key,
  role text not null check (role in ('event', 'edge', 'span')),
  source integer not null references source_file (id),
  byte_offset integer not null,
  place integer not null,
  line integer not null,
  kind text not null,
  wall integer, offset_min integer, precision text,
  pid integer,
  host text,
  text text not null,
  body text not null,
  unique (source, byte_offset, role, place)
);
create index log_event_kind on log_event (role, kind, source, byte_offset, place);

create table request_span (
  start_event integer references log_event (id),
  end_event integer references log_event (id),
  unique (start_event),
  unique (end_event),
  check (start_event is not null or end_event is not null)
) strict;

create table activity (
  source integer not null references source_file (id),
  pid integer,
  host text,
  first_wall integer not null, first_offset_min integer, first_precision text not null,
  last_wall integer not null, last_offset_min integer, last_precision text not null,
  first_line integer not null, first_byte integer not null,
  last_line integer not null, last_byte integer not null,
  records integer not null,
  started integer not null,
  finished integer not null
);
create unique index activity_once on activity (source, first_byte, last_byte, ifnull(pid, -1));

create table unrecognised (
  source integer not null references source_file (id),
  byte_from integer not null,
  template text not null,
  count integer not null,
  line integer not null,
  byte_offset integer not null,
  example text not null,
  primary key (source, byte_from, template)
) strict, without rowid;

create table warning (
  path text not null,
  cause text not null,
  line integer,
  count integer not null,
  primary key (path, cause)
) strict, without rowid;

create table analysis (
  id integer primary key check (id = 1),
  report text not null
) strict;
`;
