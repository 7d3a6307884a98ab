import type { Envelope, Inner } from '../envelope.ts';
import { type Fields, fieldsOf, firstText, isFields, objectOf, textOf } from '../../lib/json-fields.ts';
import { shareOf } from '../sample-share.ts';
import { anyStamp } from '../stated-time.ts';

const withoutLineEnd = (text: string): string => text.replace(/\r?\n$/, '');

/** Google Cloud Logging: `{"textPayload":"TEXT","timestamp":"…Z","resource":{"labels":{"pod_name":"web-1"}}}`. */
const googles = (fields: Fields): Inner | undefined => {
  const payload = objectOf(fields, 'jsonPayload');
  // What a logger filed the parts of is a record again.
  const record = 'message' in payload || 'msg' in payload ? JSON.stringify(payload) : undefined;
  const text = textOf(fields, 'textPayload') ?? record;
  if (text === undefined) return undefined;
  const labels = objectOf(objectOf(fields, 'resource'), 'labels');
  return {
    text: withoutLineEnd(text),
    stamp: anyStamp(textOf(fields, 'timestamp') ?? ''),
    host: firstText(labels, ['pod_name', 'instance_id', 'revision_name', 'version_id']),
    stream: textOf(fields, 'logName'),
  };
};

/** CloudWatch Logs: `{"logStreamName":"web/7","timestamp":1396035394997,"message":"TEXT","ingestionTime":1396035395997}`. */
const amazons = (fields: Fields): Inner | undefined => {
  const text = firstText(fields, ['message', '@message']);
  const isEvent = 'ingestionTime' in fields || 'logStreamName' in fields || '@message' in fields;
  if (text === undefined || !isEvent) return undefined;
  const stamp = anyStamp((firstText(fields, ['timestamp', '@timestamp']) ?? '').trim());
  return { text: withoutLineEnd(text), stamp, host: firstText(fields, ['logStreamName', '@logStream']) };
};

/** Loki: `{"line":"TEXT","timestamp":"1795424000123456789","labels":{"pod":"web-1"}}`; Grafana's export calls the labels fields. */
const grafanas = (fields: Fields): Inner | undefined => {
  const [text, at] = [textOf(fields, 'line'), textOf(fields, 'timestamp')];
  if (text === undefined || at === undefined) return undefined;
  const labels = { ...objectOf(fields, 'fields'), ...objectOf(fields, 'labels') };
  return {
    text: withoutLineEnd(text),
    stamp: anyStamp(at),
    host: firstText(labels, ['pod', 'container_name', 'instance', 'host']),
    stream: firstText(labels, ['container', 'stream']),
  };
};

/** Elasticsearch: `{"_index":"app","_source":{"@timestamp":"…","message":"TEXT"}}`. */
const elastics = (fields: Fields): Inner | undefined =>
  isFields(fields['_source']) && '_index' in fields ? { text: JSON.stringify(fields['_source']) } : undefined;

/** Datadog: `{"id":"AQ","type":"log","attributes":{"timestamp":"…","host":"web-1","service":"web","message":"TEXT"}}`. */
const datadogs = (fields: Fields): Inner | undefined => {
  const { attributes } = fields;
  const text = isFields(attributes) && fields['type'] === 'log' ? textOf(attributes, 'message') : undefined;
  if (!isFields(attributes) || text === undefined) return undefined;
  const stamp = anyStamp(textOf(attributes, 'timestamp') ?? '');
  return { text: withoutLineEnd(text), stamp, host: textOf(attributes, 'host'), stream: textOf(attributes, 'service') };
};

/** Splunk: `{"preview":false,"offset":0,"result":{"_raw":"TEXT","_time":"2026-11-23T09:45:29.117+00:00","host":"web1"}}`. */
const splunks = (fields: Fields): Inner | undefined => {
  const event = isFields(fields['result']) ? fields['result'] : fields;
  const text = textOf(event, '_raw');
  if (text === undefined) return undefined;
  return { text: withoutLineEnd(text), stamp: anyStamp(textOf(event, '_time') ?? ''), host: textOf(event, 'host') };
};

// `    "message": "TEXT",` in a document that is laid out over many lines: what stands around the texts is layout
const LAID_OUT = /^\s*"(?:message|textPayload|@message|log)": ("(?:[^"\\]|\\.)*"),?\s*$/;

const laidOut = (line: string): Inner | undefined => {
  const [, text] = LAID_OUT.exec(line) ?? [];
  if (text === undefined) return undefined;
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === 'string' ? { text: withoutLineEnd(parsed) } : undefined;
};

const peelSafely = (line: string): Inner | undefined => {
  try {
    return laidOut(line);
  } catch {
    return undefined;
  }
};

const SHAPES = [googles, amazons, grafanas, elastics, datadogs, splunks];

const peel = (line: string): Inner | undefined => {
  const object = line.endsWith(',') ? line.slice(0, -1).trim() : line.trim();
  const fields = fieldsOf(object);
  return fields ? SHAPES.flatMap((read) => read(fields) ?? [])[0] : peelSafely(line);
};

/** Exports of the clouds' log stores: an object a line, or a document laid out over many lines. */
export const cloudJson: Envelope = {
  id: 'cloud-json',
  title: 'exports of CloudWatch, Google Cloud, Loki, Elasticsearch, Datadog and Splunk',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilteredLogEvent.html',
  samples: [
    {
      line: '{"logStreamName":"web/7","timestamp":1396035394997,"message":"[2014-03-28 19:36:34 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:9)","ingestionTime":1396035395997,"eventId":"3"}',
      inner: { text: '[2014-03-28 19:36:34 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:9)', host: 'web/7' },
    },
    {
      line: '{"textPayload":"hello\\n","timestamp":"2026-11-23T09:45:29.117Z","resource":{"labels":{"pod_name":"web-1"}},"logName":"stderr"}',
      inner: { text: 'hello', host: 'web-1', stream: 'stderr' },
    },
    {
      line: '{"jsonPayload":{"message":"hello","process":7},"timestamp":"2026-11-23T09:45:29.117Z","resource":{"labels":{"pod_name":"web-1"}}}',
      inner: { text: '{"message":"hello","process":7}', host: 'web-1' },
    },
    {
      line: '{"line":"hello","timestamp":"1795424000123456789","fields":{"pod":"web-1"}}',
      inner: { text: 'hello', host: 'web-1', stamp: anyStamp('1795424000123456789') },
    },
    {
      line: '{"_index":"app","_id":"1","_source":{"@timestamp":"2026-11-23T09:45:29.117Z","message":"hello"}}',
      inner: { text: '{"@timestamp":"2026-11-23T09:45:29.117Z","message":"hello"}' },
    },
    {
      line: '{"id":"AQ","type":"log","attributes":{"timestamp":"2026-11-23T09:45:29.117Z","host":"web-1","service":"web","message":"hello"}}',
      inner: { text: 'hello', host: 'web-1', stream: 'web' },
    },
    {
      line: '{"preview":false,"result":{"_raw":"hello","_time":"2026-11-23T09:45:29.117+00:00","host":"web1"}}',
      inner: { text: 'hello', host: 'web1' },
    },
    { line: '      "message": "  File \\"a.py\\", line 1, in f",', inner: { text: '  File "a.py", line 1, in f' } },
  ],
  learn: (sample) => (shareOf(sample, peel) > 0 ? '' : undefined),
  open: () => peel,
};
