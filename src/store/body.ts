import { UserError } from '../lib/errors.ts';
import type { Level, RequestFacts } from '../model/event.ts';
import type { Layout } from '../model/layout.ts';
import type { LifecycleStep } from '../model/lifecycle.ts';
import type { Report } from '../model/report.ts';
import type { Traceback } from '../model/traceback.ts';

/** What of an event stands in its JSON body, by kind. */
export interface NoteBody {
  readonly level?: Level;
  readonly message: string;
}
export interface ExceptionBody {
  readonly traceback: Traceback;
  readonly message: string;
  readonly requestId?: string;
}
export interface RequestBody {
  readonly edge: 'start' | 'end' | 'whole';
  readonly facts: Partial<RequestFacts>;
}

const has = (value: unknown, name: string, type: string): boolean =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, name) === type;

const isNote = (value: unknown): value is NoteBody => has(value, 'message', 'string');
const isException = (value: unknown): value is ExceptionBody =>
  has(value, 'traceback', 'object') && has(value, 'message', 'string');
const isRequest = (value: unknown): value is RequestBody =>
  has(value, 'edge', 'string') && has(value, 'facts', 'object');
const isStep = (value: unknown): value is LifecycleStep => has(value, 'what', 'string');
const isReport = (value: unknown): value is Report =>
  has(value, 'incidents', 'object') && has(value, 'summary', 'object');
const isLayouts = (value: unknown): value is readonly Layout[] =>
  Array.isArray(value) && value.every((one) => has(one, 'format', 'string'));

/** Reads back what this program wrote. Throws UserError E_CASE_DAMAGED if the file was altered. */
function read<Body>(text: string, is: (value: unknown) => value is Body): Body {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw damaged(cause);
  }
  if (is(value)) return value;
  throw damaged(undefined);
}

const damaged = (cause: unknown): UserError =>
  new UserError('The case file is damaged: a record in it cannot be read', {
    code: 'E_CASE_DAMAGED',
    suggestions: ['Make a new case: forensics ingest --case NEW.db PATH…'],
    cause,
  });

export const readNoteBody = (text: string): NoteBody => read(text, isNote);
export const readExceptionBody = (text: string): ExceptionBody => read(text, isException);
export const readRequestBody = (text: string): RequestBody => read(text, isRequest);
export const readStep = (text: string): LifecycleStep => read(text, isStep);
export const readReport = (text: string): Report => read(text, isReport);
export const readLayouts = (text: string): readonly Layout[] => read(text, isLayouts);
