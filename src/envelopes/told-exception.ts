import { type Fields, firstText, flattened, isFields, textOf } from '../lib/json-fields.ts';

/** Names under which loggers file an exception with its frames; the first that is there counts. */
export const EXCEPTIONS = [
  'exc_info',
  'exception',
  'stack_trace',
  'traceback',
  'exc',
  'exc_text',
  'error.stack_trace',
  'stack_info',
  'stack',
];

const TRACEBACK = 'Traceback (most recent call last):\n';
/** Frames alone: the Elastic Common Schema files what was raised beside them. */
const FRAMES = /^ {2}File "/;

export const isTraceback = (value: unknown): value is string => typeof value === 'string' && value.includes(TRACEBACK);

/** Under whatever name it stands but these: `err`, `error.stack`. */
const tracebackIn = (fields: Fields, but: readonly string[]): string | undefined => {
  const texts = Object.entries(flattened(fields)).filter(([key]) => !but.includes(key));
  return texts.flatMap(([, value]) => (isTraceback(value) ? value : []))[0];
};

const framesIn = (fields: Fields): string | undefined => {
  const inside = flattened(fields);
  const frames = firstText(inside, ['error_stack_trace', 'error.stack_trace']);
  const raised = firstText(inside, ['error_type', 'error.type']);
  if (frames === undefined || raised === undefined || !FRAMES.test(frames)) return undefined;
  const message = firstText(inside, ['error_message', 'error.message']) ?? '';
  return `${TRACEBACK}${frames.trimEnd()}\n${raised}: ${message}`;
};

/** structlog's `dict_tracebacks`: `[{"exc_type":"ValueError","exc_value":"no","frames":[{"filename":"a.py","lineno":1,"name":"f"}]}]`, the last raised first. */
const filedIn = (fields: Fields): string | undefined => {
  const chain = EXCEPTIONS.map((name) => fields[name]).find(Array.isArray) ?? [];
  const blocks = chain.filter(isFields).flatMap((raised: Fields) => blockOf(raised) ?? []);
  const link = '\n\nDuring handling of the above exception, another exception occurred:\n\n';
  return blocks.length === 0 ? undefined : blocks.reverse().join(link);
};

const blockOf = (raised: Fields): string | undefined => {
  const [type, frames] = [textOf(raised, 'exc_type'), raised['frames']];
  if (type === undefined || !Array.isArray(frames)) return undefined;
  const told = frames.filter(isFields).map(frameOf);
  return `${TRACEBACK}${told.join('')}${type}: ${textOf(raised, 'exc_value') ?? ''}`;
};

const frameOf = (frame: Fields): string => {
  const source = textOf(frame, 'line')?.trim() ?? '';
  const place = `  File "${textOf(frame, 'filename') ?? ''}", line ${textOf(frame, 'lineno') ?? '0'}, in ${textOf(frame, 'name') ?? '?'}\n`;
  return source === '' ? place : `${place}    ${source}\n`;
};

/** The lines of a list of them, as some loggers file a traceback. */
const listedIn = (fields: Fields): string | undefined => {
  const lines = EXCEPTIONS.map((name) => fields[name]).find(Array.isArray) ?? [];
  const told = lines.filter((line) => typeof line === 'string').map((line) => line.replace(/\n$/, ''));
  return told.length === lines.length && told.length > 1 ? told.join('\n') : undefined;
};

/** The traceback that a record's fields hold, in whatever way they do; the fields `but` tell the message. */
export const exceptionOf = (fields: Fields, but: readonly string[]): string | undefined => {
  const filed = framesIn(fields) ?? filedIn(fields) ?? listedIn(fields);
  const text = filed ?? firstText(fields, EXCEPTIONS) ?? tracebackIn(fields, but);
  return text?.includes('\n') === true ? text.trimEnd() : undefined;
};
