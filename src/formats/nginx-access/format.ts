import type { Layout } from '../../model/layout.ts';
import { SPAN, type AccessMatch } from '../access-match.ts';
import { accessReader, isFailure } from '../access-reader.ts';
import { requestReader } from '../access-request.ts';
import type { Format, Reader } from '../format.ts';
import { compileHead } from './head.ts';
import { ID, learn } from './learn.ts';
import { samples } from './samples.ts';

const FIVE = 0x35;
const ZERO = 0x30;
const NINE = 0x39;

/** One of several tries may have failed where the last succeeded: `502, 200`. */
const hasLostUpstream = (bytes: Uint8Array, { spans }: AccessMatch): boolean => {
  const to = spans[SPAN.upstreamStatus + 1] ?? 0;
  for (let at = spans[SPAN.upstreamStatus] ?? 0; at + 3 <= to; at += 1) {
    const isStart = !isDigit(bytes[at - 1]) && isDigit(bytes[at + 1]) && isDigit(bytes[at + 2]);
    if (bytes[at] === FIVE && isStart) return true;
  }
  return false;
};

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= ZERO && byte <= NINE;

const open = ({ head }: Layout): Reader => {
  const matches = compileHead(head);
  return accessReader({
    matches,
    hasFailed: (bytes, found) => isFailure(found.status) || hasLostUpstream(bytes, found),
    read: requestReader(matches),
  });
};

/** nginx' access log where it tells of the server behind: any `log_format`, stated or learnt. A line is a request's end. */
export const nginxAccess: Format = {
  id: ID,
  title: "nginx' access log",
  docs: 'https://nginx.org/en/docs/http/ngx_http_log_module.html',
  samples,
  learn,
  open,
};
