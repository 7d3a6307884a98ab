/** A column that people may ask for. */
export interface ViewColumn {
  readonly name: string;
  readonly about: string;
  /** The SQL expression that gives it. */
  readonly is: string;
}

/** A question about the case that can be asked in SQL. */
export interface View {
  readonly name: string;
  readonly about: string;
  readonly columns: readonly ViewColumn[];
  readonly from: string;
}

const columns = (...rows: readonly (readonly [name: string, about: string, is: string])[]): readonly ViewColumn[] =>
  rows.map(([name, about, is]) => ({ name, about, is }));

const REPORT = `analysis, json_each(analysis.report, '$.incidents') as i`;

const ROLES = columns(
  ['incident', 'id of the incident', `i.value ->> 'id'`],
  ['pid', 'worker that died', `i.value ->> '$.worker.pid'`],
  ['role', 'culprit, casualty, possible-casualty, survivor or stalled', `r.value ->> 'role'`],
  ['label', 'what a person would call the request', `r.value ->> 'label'`],
  ['id', 'request id, where one is logged', `r.value ->> 'id'`],
  ['method', 'HTTP method', `r.value ->> 'method'`],
  ['target', 'path and query as logged', `r.value ->> 'target'`],
  ['started_at', 'ISO-8601 with offset', `r.value ->> 'startedAt'`],
  ['ended_at', 'ISO-8601 with offset; null: no end was logged', `r.value ->> 'endedAt'`],
  ['age_ms', "age at the worker's end, or duration, in milliseconds", `r.value ->> 'ageMs'`],
  ['confidence', 'probability that the role is right', `r.value ->> 'confidence'`],
  ['basis', 'measured or inferred', `r.value ->> 'basis'`],
  [
    'evidence',
    'file:line of the first record',
    `(r.value ->> '$.evidence[0].file') || ':' || (r.value ->> '$.evidence[0].line')`,
  ],
);

const REQUESTS_OF = `${REPORT}, json_each(i.value, '$.requests') as r`;

/** The views, from which both the schema and `sql --schema` are made. */
export const VIEWS: readonly View[] = [
  {
    name: 'incidents',
    about: 'one row an abnormal worker death',
    columns: columns(
      ['id', 'name of the incident in reports', `i.value ->> 'id'`],
      ['at', 'when the master noticed, or the worker ended; ISO-8601 with offset', `i.value ->> 'at'`],
      ['cause', 'timeout, oom, signal, exit, boot-failure or unknown', `i.value ->> 'cause'`],
      ['pid', 'worker that died', `i.value ->> '$.worker.pid'`],
      ['host', 'host or container, where one is named', `i.value ->> 'host'`],
      ['booted_at', 'boot of that worker', `i.value ->> '$.worker.bootedAt'`],
      ['last_sign_of_life_at', 'last record that it wrote before', `i.value ->> '$.worker.lastSignOfLifeAt'`],
      ['died_at', 'end of that worker', `i.value ->> '$.worker.diedAt'`],
      ['replaced_by', 'pid that took its place', `i.value ->> '$.worker.replacementPid'`],
      ['blocked_from', 'onset of the block', `i.value ->> '$.blocked.from'`],
      ['blocked_seconds', 'length of the block', `i.value ->> '$.blocked.seconds'`],
      ['frame', 'innermost frame of the application at the abort', `i.value ->> '$.blocked.frame'`],
      ['call', 'what that frame called', `i.value ->> '$.blocked.call'`],
      ['casualties', 'best estimate of the requests that died with it', `i.value ->> 'casualtyCount'`],
      ['confidence', 'probability that this worker died, of this', `i.value ->> 'confidence'`],
      ['explanation', 'the story in plain words', `i.value ->> 'explanation'`],
    ),
    from: `${REPORT} order by i.key`,
  },
  {
    name: 'casualties',
    about: 'one row a request that died because it shared a killed worker, possible ones too',
    columns: ROLES,
    from: `${REQUESTS_OF} where r.value ->> 'role' in ('casualty', 'possible-casualty') order by i.key, r.key`,
  },
  {
    name: 'requests',
    about: 'one row a request that an incident touched, with its role',
    columns: ROLES,
    from: `${REQUESTS_OF} order by i.key, r.key`,
  },
  {
    name: 'workers',
    about: 'one row a worker life that was seen',
    columns: columns(
      ['pid', 'process id', `w.value ->> 'pid'`],
      ['host', 'host or container, where one is named', `w.value ->> 'host'`],
      ['booted_at', 'boot line', `w.value ->> 'bootedAt'`],
      ['first_seen_at', 'first record about or by it', `w.value ->> 'firstSeenAt'`],
      ['last_seen_at', 'last record by it', `w.value ->> 'lastSeenAt'`],
      ['died_at', 'its end; null: still running', `w.value ->> 'diedAt'`],
      ['replaced_by', 'pid that took its place', `w.value ->> 'replacedBy'`],
      ['end', 'running, graceful, or the cause of its death', `w.value ->> 'end'`],
    ),
    from: `analysis, json_each(analysis.report, '$.workers') as w order by w.key`,
  },
  {
    name: 'tracebacks',
    about: 'one row a kind of traceback: same exception, same frames',
    columns: columns(
      ['fingerprint', 'name of the kind', `t.value ->> 'fingerprint'`],
      ['exception', 'class of the exception', `t.value ->> 'exception'`],
      ['message', 'message of the first one', `t.value ->> 'message'`],
      ['count', 'how many were seen', `t.value ->> 'count'`],
      ['first_at', 'the first one', `t.value ->> 'firstAt'`],
      ['last_at', 'the last one', `t.value ->> 'lastAt'`],
      [
        'innermost',
        'file:line function of the innermost frame',
        `(t.value ->> '$.frames[#-1].file') || ':' || (t.value ->> '$.frames[#-1].line') || ' ' || (t.value ->> '$.frames[#-1].function')`,
      ],
      ['pids', 'JSON list of the processes', `t.value -> 'pids'`],
      ['incidents', 'JSON list of the incidents', `t.value -> 'incidents'`],
    ),
    from: `analysis, json_each(analysis.report, '$.tracebacks') as t order by t.key`,
  },
  {
    name: 'events',
    about: 'one row a record that was kept: supervisors, tracebacks, failures, open requests',
    columns: columns(
      ['file', 'path of the source', 's.path'],
      ['line', 'number of its first line', 'e.line'],
      ['byte_offset', 'offset of its first byte', 'e.byte_offset'],
      [
        'clock',
        "what the source's clock showed; no zone is applied",
        `strftime('%Y-%m-%d %H:%M:%f', e.wall / 1e6, 'unixepoch')`,
      ],
      ['offset_min', 'minutes from UTC as the line states; null: none', 'e.offset_min'],
      ['pid', 'the speaker', 'e.pid'],
      ['kind', 'note, lifecycle, exception or request', 'e.kind'],
      [
        'what',
        'the lifecycle step, the edge of a request, or the level',
        `coalesce(e.body ->> 'what', e.body ->> 'edge', e.body ->> 'level')`,
      ],
      ['text', 'the record, verbatim', 'e.text'],
    ),
    from: `log_event as e join source_file as s on s.id = e.source order by e.source, e.byte_offset, e.place`,
  },
  {
    name: 'sources',
    about: 'one row a log that was read',
    columns: columns(
      ['path', 'where it was found', 's.path'],
      ['bytes', 'uncompressed bytes read', 's.bytes'],
      ['lines', 'lines read', 's.lines'],
      ['unrecognised_lines', 'lines that no format reads', 's.unrecognised_lines'],
      ['layouts', 'JSON list of the formats and how they are written here', 's.layouts'],
    ),
    from: `source_file as s order by s.id`,
  },
];

/** The statement that makes a view, with its purpose and its columns' in comments, so that `.schema` documents it. */
export const viewStatement = ({ name, about, columns: shown, from }: View): string =>
  [
    `create view ${name} as -- ${about}`,
    'select',
    shown
      .map(
        ({ name: column, about: purpose, is }, at) =>
          `  ${is} as ${quoted(column)}${at < shown.length - 1 ? ',' : ''} -- ${purpose}`,
      )
      .join('\n'),
    `from ${from}`,
  ].join('\n');

/** `end` is a word of SQL. */
const quoted = (column: string): string => (column === 'end' ? '"end"' : column);
