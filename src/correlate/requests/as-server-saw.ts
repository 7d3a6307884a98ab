import type { Request } from '../../model/request.ts';

/** nginx names what it asked its server for, which a `proxy_pass` with a path of its own makes another path (ngx_http_upstream_log_error, 0.6 to 1.29). */
const HANDED_ON = /, upstream: "https?:\/\/[^/"]+(?<target>\/[^"]*)"/;

/** The same as the server behind the proxy was asked for it. */
export function asServerSaw(line: Request): Request {
  const errors = line.evidence.filter(({ facts }) => facts.upstreamError !== undefined);
  const [target] = errors.flatMap(({ text }) => HANDED_ON.exec(text)?.groups?.['target'] ?? []);
  return target === undefined || target === line.target ? line : { ...line, target };
}
