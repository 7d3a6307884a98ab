import type { Request } from '../model/request.ts';

/** A word right before the id that says what it numbers: `job 17`, `order 1052577`. */
const NOUN = /(?:^|[\s"'(\[])([A-Za-z][A-Za-z_-]{1,15})[ :=#]+$/;
/** A blank within a JSON string: its letter is none of the word that follows. */
const ESCAPED_BLANK = /\\[nrt]/g;
/** Words that stand before an id without naming the thing. */
const NO_NOUNS: ReadonlySet<string> = new Set([
  'start',
  'begin',
  'started',
  'request',
  'response',
  'id',
  'rid',
  'req',
  'reqid',
  'req_id',
  'req-id',
  'requestid',
  'request_id',
  'request-id',
  'x-request-id',
  'info',
  'debug',
]);

/** What a person would call the request: `POST /cdkey_mana?job=17`, `job 17 /cdkey_mana`, `GET /item (id 907ef7a6…)`. */
export function labelOf(request: Request): string {
  const { id, method } = request;
  const target = request.target ?? pathIn(request);
  const asked = [method, target].filter((part) => part !== undefined).join(' ');
  if (id === undefined) return asked === '' ? 'a request' : asked;
  if (tells(asked, id)) return asked;
  const noun = nounOf(request, id);
  if (noun !== undefined) return [`${noun} ${id}`, asked].filter((part) => part !== '').join(' ');
  return asked === '' ? `request ${id}` : `${asked} (id ${id})`;
}

/** Whether the id stands in it by itself: 17 is none of /v17/items. */
const tells = (asked: string, id: string): boolean => asked.split(/[^\w.-]+/).includes(id);

/** What a start asks for that its end does not repeat is no part of what pairs them. */
const PATH = /(?:^|[\s"'=])(\/[^\s"'\\]*)/;

const pathIn = ({ id, evidence: [first] }: Request): string | undefined =>
  id === undefined && first?.edge === 'start' ? PATH.exec(first.text)?.[1] : undefined;

function nounOf({ evidence }: Request, id: string): string | undefined {
  const text = (evidence[0]?.text ?? '').replace(ESCAPED_BLANK, '  ');
  const at = text.indexOf(id);
  const noun = at < 0 ? undefined : NOUN.exec(text.slice(Math.max(0, at - 24), at))?.[1];
  return noun === undefined || NO_NOUNS.has(noun.toLowerCase()) ? undefined : noun;
}
