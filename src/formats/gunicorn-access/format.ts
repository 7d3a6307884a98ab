import type { Layout } from '../../model/layout.ts';
import type { Format, Head, Reader, RecordClass } from '../format.ts';
import { compileHead } from './access-head.ts';
import { newAccessMatch } from './access-match.ts';
import { ID, learn } from './learn.ts';
import { requestReader } from './read-request.ts';
import { samples } from './samples.ts';

const LINE_END = 0x0a;
const REQUEST_TIMEOUT = 408;
/** nginx' own: the client has left. */
const CLIENT_LEFT = 499;

const hasFailed = (status: number): boolean => status >= 500 || status === CLIENT_LEFT || status === REQUEST_TIMEOUT;

const open = ({ head: formats }: Layout): Reader => {
  const matches = compileHead(formats);
  const found = newAccessMatch();
  return {
    starts(bytes: Uint8Array, from: number, to: number, head: Head): boolean {
      if (!matches(bytes, from, to, found)) return false;
      head.wall = found.time.wall;
      head.offsetMin = found.time.offsetMin;
      head.precisionUs = found.time.precisionUs;
      head.pid = found.pid;
      return true;
    },
    classify(bytes: Uint8Array, from: number, to: number, head: Head): RecordClass {
      if (!matches(bytes, from, firstLineEnd(bytes, from, to), found)) return 'plain';
      head.durationUs = found.durationUs;
      return hasFailed(found.status) ? 'failed' : 'whole';
    },
    read: requestReader(matches),
  };
};

const firstLineEnd = (bytes: Uint8Array, from: number, to: number): number => {
  const end = bytes.indexOf(LINE_END, from);
  return end < 0 || end > to ? to : end;
};

/** gunicorn's access log in any format string, and uvicorn's lines. Each line sums up one request at its end. */
export const gunicornAccess: Format = {
  id: ID,
  title: "gunicorn's access log",
  docs: 'https://docs.gunicorn.org/en/stable/settings.html#access-log-format',
  samples,
  learn,
  open,
};
