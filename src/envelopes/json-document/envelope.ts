import { type Fields, flattened, isFields, textOf } from '../../lib/json-fields.ts';
import type { Envelope, Inner } from '../envelope.ts';
import { shareOf } from '../sample-share.ts';

/** An entry tells what was said. */
const TELLING = /(?:^|_)(?:@?message|msg|event|log|line|textPayload|MESSAGE|_raw)$/;
/** Answers of APIs hold their entries two or three objects deep. */
const DEEPEST = 5;

const isTelling = (fields: Fields): boolean =>
  Object.entries(flattened(fields)).some(([key, value]) => TELLING.test(key) && typeof value === 'string');

/** Loki's stream, `{"stream":{"pod":"web-1"},"values":[["1795424000123456789","TEXT"]]}`: an entry a line. */
function lokis(fields: Fields): readonly Fields[] | undefined {
  const { stream, values } = fields;
  if (!isFields(stream) || !Array.isArray(values)) return undefined;
  return values.map(lineOf).flatMap((line) => (line ? [{ ...line, labels: stream }] : []));
}

function lineOf(value: unknown): Fields | undefined {
  const parts: readonly unknown[] = Array.isArray(value) ? value : [];
  const [timestamp, line] = parts;
  return typeof timestamp === 'string' && typeof line === 'string' ? { line, timestamp } : undefined;
}

/** What the lists in a document hold that tells something, wherever they stand. */
function entriesIn(value: unknown, deepest: number): readonly Fields[] {
  if (deepest === 0) return [];
  if (!Array.isArray(value))
    return isFields(value) ? Object.values(value).flatMap((inner) => entriesIn(inner, deepest - 1)) : [];
  return value
    .filter(isFields)
    .flatMap((entry) => lokis(entry) ?? (isTelling(entry) ? [entry] : entriesIn(entry, deepest - 1)));
}

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

const saysItself = (document: Fields): boolean =>
  ['message', 'msg', 'event', 'log', 'MESSAGE'].some((name) => textOf(document, name) !== undefined);

const peel = (line: string): Inner | undefined => {
  const document = /^\s*[[{]/.test(line) ? parsed(line) : undefined;
  // A record may hold lists too; documents of Kubernetes are read as a whole.
  if (isFields(document) && (saysItself(document) || 'kind' in document)) return undefined;
  const entries = entriesIn(document, DEEPEST);
  return entries.length === 0 ? undefined : { text: entries.map((entry) => JSON.stringify(entry)).join('\n') };
};

/** What log stores answer: one document a line, which holds a list of entries. */
export const jsonDocument: Envelope = {
  id: 'json-document',
  title: 'a JSON document that holds a list of entries, on one line',
  docs: 'https://grafana.com/docs/loki/latest/reference/loki-http-api/#query-logs-within-a-range-of-time',
  samples: [
    {
      line: '{"events":[{"logStreamName":"web/7","timestamp":1396035394997,"message":"one"},{"timestamp":1396035394998,"message":"two"}]}',
      inner: {
        text: '{"logStreamName":"web/7","timestamp":1396035394997,"message":"one"}\n{"timestamp":1396035394998,"message":"two"}',
      },
    },
    {
      line: '{"status":"success","data":{"resultType":"streams","result":[{"stream":{"pod":"web-1"},"values":[["1795424000123456789","hello"]]}]}}',
      inner: { text: '{"line":"hello","timestamp":"1795424000123456789","labels":{"pod":"web-1"}}' },
    },
    {
      line: '{"took":4,"hits":{"total":{"value":1},"hits":[{"_index":"app","_source":{"message":"hello"}}]}}',
      inner: { text: '{"_index":"app","_source":{"message":"hello"}}' },
    },
    { line: '[{"textPayload":"hello"}]', inner: { text: '{"textPayload":"hello"}' } },
  ],
  holdsLines: true,
  learn: (sample) => (shareOf(sample, peel) === 1 ? '' : undefined),
  open: () => peel,
};
