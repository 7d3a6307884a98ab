/** One request as gunicorn's atoms tell it. */
export interface Told {
  readonly client: string;
  readonly second: number;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly status: number;
  readonly bytes: number;
  readonly referer: string;
  readonly agent: string;
  readonly durationUs: number;
  readonly pid: number;
  readonly id: string;
}

const padded = (value: number, length = 2): string => String(value).padStart(length, '0');

const clock = (second: number): string =>
  `[23/Nov/2026:09:${padded(Math.floor(second / 60) % 60)}:${padded(second % 60)} +0000]`;

/** What gunicorn does to text: it sets a backslash before each quote. */
const safe = (text: string): string => text.replaceAll('"', '\\"');

const target = ({ path, query }: Told): string => (query === '' ? path : `${path}?${query}`);

/** gunicorn's atoms (glogging.py, 20.1 and later), and the headers of these requests. */
const ATOMS: Readonly<Record<string, (told: Told) => string>> = {
  h: ({ client }) => client,
  l: () => '-',
  u: () => '-',
  t: ({ second }) => clock(second),
  r: (told) => safe(`${told.method} ${target(told)} HTTP/1.1`),
  m: ({ method }) => method,
  U: ({ path }) => safe(path),
  q: ({ query }) => safe(query),
  H: () => 'HTTP/1.1',
  s: ({ status }) => String(status),
  b: ({ bytes }) => String(bytes),
  B: ({ bytes }) => String(bytes),
  f: ({ referer }) => safe(referer),
  a: ({ agent }) => safe(agent),
  D: ({ durationUs }) => String(durationUs),
  M: ({ durationUs }) => String(Math.floor(durationUs / 1_000)),
  T: ({ durationUs }) => String(Math.floor(durationUs / 1_000_000)),
  L: ({ durationUs }) => `${String(Math.floor(durationUs / 1_000_000))}.${padded(durationUs % 1_000_000, 6)}`,
  p: ({ pid }) => `<${String(pid)}>`,
  '{x-request-id}i': ({ id }) => id,
  '{x-forwarded-for}i': ({ client }) => client,
};

/** The line that gunicorn writes for a request in this format. */
export const accessLine = (format: string, told: Told): string =>
  format.replaceAll(/%\((\{[^}]*\}[a-z]|\w+)\)s/g, (_conversion, atom: string) => ATOMS[atom]?.(told) ?? '-');

export const targetOf = target;
