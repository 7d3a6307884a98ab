/** A column that people may ask for, and the SQL expression that gives it. */
interface ViewColumn {
  readonly name: string;
  readonly about: string;
  readonly is: string;
}

/** A question about the case that can be asked in SQL by somebody who has nothing but `sqlite3`. */
export interface View {
  readonly name: string;
  readonly about: string;
  readonly columns: readonly ViewColumn[];
  readonly from: string;
}

type Row = readonly [name: string, about: string, is: string];

const columnsOf = (...rows: readonly Row[]): readonly ViewColumn[] =>
  rows.map(([name, about, is]) => ({ name, about, is }));

/** A list of the saved report, an alias a row of `json_each`. */
const listed = (list: string, alias: string): string =>
  `analysis join json_each(analysis.report, '$.${list}') as ${alias}`;

const INCIDENTS: View = {
  name: 'incidents',
  about: 'one row an abnormal worker death',
  columns: columnsOf(
    ['id', 'name of the incident in reports', `i.value ->> 'id'`],
    ['at', 'when the master noticed, or the worker ended; ISO-8601 with offset', `i.value ->> 'at'`],
    ['cause', 'timeout, oom, signal, exit, boot-failure or unknown', `i.value ->> 'cause'`],
    ['signal', 'number of the signal that ended the worker, where one did', `i.value ->> 'signal'`],
    ['exit_code', 'exit code of the worker, where one is logged', `i.value ->> 'exitCode'`],
    ['pid', 'worker that died; null: no line names it', `i.value ->> '$.worker.pid'`],
    ['name', 'what the lines call it where they name no pid: worker 3, container web', `i.value ->> '$.worker.name'`],
    ['host', 'host or container, where one is named', `i.value ->> 'host'`],
    ['booted_at', 'boot of that worker', `i.value ->> '$.worker.bootedAt'`],
    ['last_sign_of_life_at', 'last record that it wrote before', `i.value ->> '$.worker.lastSignOfLifeAt'`],
    ['died_at', 'end of that worker', `i.value ->> '$.worker.diedAt'`],
    ['replaced_by', 'pid that took its place', `i.value ->> '$.worker.replacementPid'`],
    ['blocked_from', 'onset of the block; null: nothing shows one', `i.value ->> '$.blocked.from'`],
    ['blocked_seconds', 'length of the block', `i.value ->> '$.blocked.seconds'`],
    ['frame', 'innermost frame of the application at the abort', `i.value ->> '$.blocked.frame'`],
    ['call', 'what that frame called', `i.value ->> '$.blocked.call'`],
    ['casualties', 'best estimate of the requests that died with it', `i.value ->> 'casualtyCount'`],
    ['confidence', 'probability that this worker died, and of this', `i.value ->> 'confidence'`],
    ['explanation', 'the story in plain words', `i.value ->> 'explanation'`],
  ),
  from: `${listed('incidents', 'i')} order by i.key`,
};

const WORKERS: View = {
  name: 'workers',
  about: 'one row a worker life that was seen',
  columns: columnsOf(
    ['pid', 'process id; it may come again in another life; null: no line names it', `w.value ->> 'pid'`],
    ['name', 'what the lines call it where they name no pid: worker 3, container web', `w.value ->> 'name'`],
    ['host', 'host or container, where one is named', `w.value ->> 'host'`],
    ['booted_at', 'boot line; ISO-8601 with offset', `w.value ->> 'bootedAt'`],
    ['first_seen_at', 'first record about or by it', `w.value ->> 'firstSeenAt'`],
    ['last_seen_at', 'last record by it', `w.value ->> 'lastSeenAt'`],
    ['died_at', 'its end; null: none is known', `w.value ->> 'diedAt'`],
    ['replaced_by', 'pid that took its place', `w.value ->> 'replacedBy'`],
    ['end', 'running, graceful, or the cause of its death', `w.value ->> 'end'`],
  ),
  from: `${listed('workers', 'w')} order by w.key`,
};

const REQUEST_COLUMNS = columnsOf(
  ['incident', 'id of the incident', `i.value ->> 'id'`],
  ['pid', 'worker that died', `i.value ->> '$.worker.pid'`],
  ['role', 'culprit, casualty, possible-casualty, survivor or stalled', 'r.role'],
  ['label', 'what a person would call the request', 'r.label'],
  ['id', 'request id, where one is logged', 'r.id'],
  ['method', 'HTTP method', 'r.method'],
  ['target', 'path and query as logged', 'r.target'],
  ['started_at', 'ISO-8601 with offset', 'r.started_at'],
  ['ended_at', 'ISO-8601 with offset; null: no end was logged', 'r.ended_at'],
  ['age_ms', "age at the worker's end, or duration of one that ended, in milliseconds", 'r.age_ms'],
  ['client_saw', 'what the client was answered, where a log tells', 'r.client_saw'],
  ['confidence', 'probability that the role is right', 'r.confidence'],
  ['basis', 'measured or inferred', 'r.basis'],
  ['evidence', 'file:line of the first record that tells of it', 'r.evidence'],
);

const REQUEST_ROWS = `${listed('incidents', 'i')} join incident_request as r on r.incident = i.key`;

const REQUESTS: View = {
  name: 'requests',
  about: 'one row a request that an incident touched, with its role',
  columns: REQUEST_COLUMNS,
  from: `${REQUEST_ROWS} order by i.key, r.place`,
};

const CASUALTIES: View = {
  name: 'casualties',
  about: 'one row a request that died because it shared a killed worker, or possibly did',
  columns: REQUEST_COLUMNS,
  from: `${REQUEST_ROWS} where r.role in ('casualty', 'possible-casualty') order by i.key, r.place`,
};

const TRACEBACKS: View = {
  name: 'tracebacks',
  about: 'one row a kind of traceback: same exception, same frames',
  columns: columnsOf(
    ['fingerprint', 'name of the kind', `t.value ->> 'fingerprint'`],
    ['exception', 'class of the exception', `t.value ->> 'exception'`],
    ['message', 'message of the first one', `t.value ->> 'message'`],
    ['count', 'how many were seen', `t.value ->> 'count'`],
    ['first_at', 'the first one; ISO-8601 with offset', `t.value ->> 'firstAt'`],
    ['last_at', 'the last one', `t.value ->> 'lastAt'`],
    [
      'innermost',
      'file:line function of the innermost frame',
      `(t.value ->> '$.frames[#-1].file') || ':' || (t.value ->> '$.frames[#-1].line') || ' ' || (t.value ->> '$.frames[#-1].function')`,
    ],
    ['pids', 'JSON list of the processes', `t.value -> 'pids'`],
    ['incidents', 'JSON list of the ids of the incidents', `t.value -> 'incidents'`],
  ),
  from: `${listed('tracebacks', 't')} order by t.key`,
};

/** Clock of each source as the last analysis reads it: its zone such as `+08:00` in minutes, and how far it runs ahead. */
const CLOCKS = `(
    select value ->> 'id' as source, value ->> 'skewMs' as skew_ms,
      (substr(value ->> 'zone', 1, 1) || '1') * (substr(value ->> 'zone', 2, 2) * 60 + substr(value ->> 'zone', 5, 2)) as zone_min
    from ${listed('sources', 'c')}
  ) as z`;

const EVENTS: View = {
  name: 'events',
  about: 'one row a record that was kept: words of supervisors, tracebacks, failures, requests left open',
  columns: columnsOf(
    [
      'at',
      'the instant, UTC, as ISO-8601; null: the record states no time, or nothing is analysed yet',
      `strftime('%Y-%m-%dT%H:%M:%fZ', (e.wall - 60000000 * coalesce(e.offset_min, z.zone_min) - 1000 * z.skew_ms) / 1e6, 'unixepoch')`,
    ],
    [
      'clock',
      "what the source's clock showed; no zone is applied",
      `strftime('%Y-%m-%dT%H:%M:%f', e.wall / 1e6, 'unixepoch')`,
    ],
    ['offset_min', 'minutes from UTC as the record states; null: none', 'e.offset_min'],
    ['pid', 'the process that wrote it, where it tells', 'e.pid'],
    ['kind', 'note, lifecycle, exception or request', 'e.kind'],
    [
      'what',
      'the lifecycle step, the edge of a request, or the level of a note',
      `coalesce(e.body ->> '$.step.what', e.body ->> 'edge', e.body ->> 'level')`,
    ],
    ['file', 'path of the source', 's.path'],
    ['line', 'number of its first line', 'e.line'],
    ['byte_offset', 'offset of its first byte', 'e.byte_offset'],
    ['text', 'the record, verbatim', 'e.text'],
  ),
  from: `log_event as e join source_file as s on s.id = e.source left join ${CLOCKS} on z.source = e.source
order by e.source, e.byte_offset, e.place, e.id`,
};

const SOURCES: View = {
  name: 'sources',
  about: 'one row a log that was read',
  columns: columnsOf(
    ['id', 'number of the source in evidence', 's.id'],
    ['path', 'where it was found', 's.path'],
    ['format', 'formats found in it; null: nothing is analysed yet', `r.value ->> 'format'`],
    ['host', 'host or container, where one is named', 's.host'],
    ['bytes', 'uncompressed bytes read', 's.bytes'],
    ['lines', 'lines read', 's.lines'],
    ['unrecognised_lines', 'lines that no format reads', 's.unrecognised_lines'],
    ['zone', 'offset of its clock from UTC', `r.value ->> 'zone'`],
    ['zone_from', 'stated, inferred, assumed or flag', `r.value ->> 'zoneFrom'`],
    ['skew_ms', 'how far its clock runs ahead of the others, in milliseconds', `r.value ->> 'skewMs'`],
    ['first_at', 'its first record; ISO-8601 with offset', `r.value ->> 'firstAt'`],
    ['last_at', 'its last record', `r.value ->> 'lastAt'`],
  ),
  from: `source_file as s left join (select value from ${listed('sources', 'c')}) as r on r.value ->> 'id' = s.id
order by s.id`,
};

const REMARKS: View = {
  name: 'remarks',
  about: 'one row a remark that somebody left on the timeline',
  columns: columnsOf(
    ['at', 'the moment that it is on; ISO-8601 with offset', 'r.at'],
    ['about', 'worker PID, or request and its id', 'r.about'],
    ['text', 'their words', 'r.text'],
  ),
  from: 'remark as r order by julianday(r.at), r.about, r.at',
};

/** The views, from which both the schema and `sql --schema` are made. */
export const VIEWS: readonly View[] = [INCIDENTS, CASUALTIES, REQUESTS, WORKERS, TRACEBACKS, EVENTS, SOURCES, REMARKS];
