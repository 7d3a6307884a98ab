import { isFailure } from '../access-reader.ts';
import type { Format, Head, Learnt, LogSample, Reader, RecordClass } from '../format.ts';
import { stampOf } from '../stamp.ts';
import { readLine, type AccessLine } from './read-line.ts';
import { samples } from './samples.ts';

const ID = 'proxy-access';

const learn = ({ lines }: LogSample): Learnt | undefined => {
  const own = lines.filter((line) => readLine(line) !== undefined).length;
  return own === 0 ? undefined : { share: own / lines.length, layout: { format: ID, head: ID, phrases: [] } };
};

const textOf = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8');

const hasFailed = ({ facts: { status, upstreamError } }: AccessLine): boolean =>
  upstreamError !== undefined || isFailure(status ?? 0);

const open = (): Reader => {
  let line: AccessLine | undefined;
  return {
    starts(bytes: Uint8Array, from: number, to: number, head: Head): boolean {
      line = readLine(textOf(bytes, from, to));
      if (!line) return false;
      head.wall = line.time.wall;
      head.offsetMin = line.time.offsetMin;
      head.precisionUs = line.time.precisionUs;
      return true;
    },
    classify(bytes: Uint8Array, from: number, to: number, head: Head): RecordClass {
      line = readLine(textOf(bytes, from, to).split('\n', 1)[0] ?? '');
      if (!line) return 'plain';
      head.durationUs = line.facts.durationUs ?? Number.NaN;
      return hasFailed(line) ? 'failed' : 'whole';
    },
    read({ origin, text }) {
      const told = readLine(text.split('\n', 1)[0] ?? '');
      if (!told) return [];
      return [
        { kind: 'request', edge: 'whole', origin, stamp: stampOf(told.time), pid: undefined, text, facts: told.facts },
      ];
    },
  };
};

/** Access lines of proxies whose shape hardly varies: Envoy and Istio, HAProxy, AWS load balancers, Traefik, Heroku's router. */
export const proxyAccess: Format = {
  id: ID,
  title: 'Access log of Envoy, HAProxy, an AWS load balancer, Traefik or the Heroku router',
  docs: 'https://docs.haproxy.org/3.0/configuration.html#8.2.3',
  samples,
  learn,
  open,
};
