import { type Fields, textOf } from '../lib/json-fields.ts';
import type { Inner } from './envelope.ts';
import { anyStamp } from './stated-time.ts';

/** Istio's names for Envoy's command operators (mesh config `accessLogEncoding: JSON`, 1.4 on), in the order of Envoy's default line. */
const BEFORE = ['response_code', 'response_flags', 'response_code_details', 'connection_termination_details'];
const COUNTS = ['bytes_received', 'bytes_sent', 'duration', 'upstream_service_time'];
const QUOTED = ['x_forwarded_for', 'user_agent', 'request_id', 'authority', 'upstream_host'];

const stated = (fields: Fields, name: string): string => {
  const text = textOf(fields, name);
  return text === undefined || text === '' ? '-' : text;
};
const word = (fields: Fields, name: string): string => stated(fields, name).replaceAll(' ', '_');
const quoted = (fields: Fields, name: string): string => `"${stated(fields, name).replaceAll('"', "'")}"`;

/** The access line of which Envoy filed the parts, told as in its default format: it states when the request came, and milliseconds. */
export const toldByEnvoy = (fields: Fields): Inner | undefined => {
  const [time, flags] = [textOf(fields, 'start_time'), textOf(fields, 'response_flags')];
  if (time === undefined || flags === undefined || textOf(fields, 'duration') === undefined) return undefined;
  const [method, path, protocol] = ['method', 'path', 'protocol'].map((name) => word(fields, name));
  const request = `"${method ?? ''} ${path ?? ''} ${protocol ?? ''}"`;
  const details = BEFORE.map((name) => word(fields, name));
  const [counts, texts] = [COUNTS.map((name) => word(fields, name)), QUOTED.map((name) => quoted(fields, name))];
  const failure = quoted(fields, 'upstream_transport_failure_reason');
  return {
    text: [`[${time}]`, request, ...details, failure, ...counts, ...texts].join(' '),
    stamp: anyStamp(time),
  };
};
