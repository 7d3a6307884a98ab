import type { Envelope, Inner, Peel } from '../envelope.ts';
import { fieldsOf } from '../../lib/json-fields.ts';
import { learnNames, toldByNames } from '../own-names.ts';
import { toldAccess, toldWordless } from '../told-access.ts';
import { toldByEnvoy } from '../told-envoy.ts';
import { toldFields } from '../told-fields.ts';

const peel = (line: string): Inner | undefined => {
  const fields = fieldsOf(line);
  return fields && (toldByEnvoy(fields) ?? toldAccess(fields) ?? toldFields(fields) ?? toldWordless(fields));
};

/** A layout names what a logger of its own calls time, message and pid; an empty one: it calls them as others do. */
const peelOf = (layout: string): Peel => {
  const told = toldByNames(layout);
  if (!told) return peel;
  return (line) => {
    const fields = fieldsOf(line);
    return fields && told(fields);
  };
};

/** One JSON object a record: python-json-logger, structlog, loguru, ECS, logstash, home-made ones, and proxies' JSON access logs. */
export const structuredJson: Envelope = {
  id: 'structured-json',
  title: 'JSON lines',
  docs: 'https://www.elastic.co/docs/reference/ecs/logging/intro',
  samples: [
    {
      line: '{"asctime": "23-Nov-2026 09:34:02", "levelname": "INFO", "name": "shop", "process": 7539, "message": "begin GET /item"}',
      inner: { text: '23-Nov-2026 09:34:02 INFO shop: begin GET /item', pid: 7539 },
    },
    {
      line: '{"ts": "2026-11-23T09:45:29.117+00:00", "level": "INFO", "logger": "shop.requests", "pid": 10251, "msg": "request started", "request_id": "907ef7a6", "path": "/item"}',
      inner: { text: 'INFO shop.requests: request started request_id=907ef7a6 path=/item', pid: 10251 },
    },
    {
      line: '{"@timestamp":"2026-11-23T09:34:02.749Z","log.level":"error","message":"no","log":{"logger":"gunicorn.error"},"process":{"pid":7539},"error":{"type":"E","stack_trace":"Traceback (most recent call last):\\n  File \\"a.py\\", line 1, in f\\nE: no"}}',
      inner: {
        text: 'ERROR gunicorn.error: no\nTraceback (most recent call last):\n  File "a.py", line 1, in f\nE: no',
        pid: 7539,
      },
    },
    {
      line: '{"@timestamp":"2026-11-23T09:34:02.749Z","log.level":"info","message":"HTTP response out","process":{"pid":7539},"trace":{"id":"29cb1f00a9fa7270"},"http":{"response":{"status_code":200}},"event":{"duration":86000000},"host":{"name":"web1"}}',
      inner: {
        text: 'INFO HTTP response out trace.id=29cb1f00a9fa7270 http.response.status_code=200 event.duration=86000000',
        pid: 7539,
      },
    },
    {
      line: '{"asctime": "2026-11-23 09:34:02,747", "process": 7539, "message": "10.0.0.1 - - [23/Nov/2026:09:34:02 +0000] \\"GET / HTTP/1.1\\" 200 3"}',
      inner: { text: '10.0.0.1 - - [23/Nov/2026:09:34:02 +0000] "GET / HTTP/1.1" 200 3', pid: 7539 },
    },
    {
      line: '{"time":"2026-11-23T09:50:34+00:00","remote":"10.1.206.214","request":"GET /feed?x=1 HTTP/1.1","status":200,"bytes":17,"rt":0.333,"upstream":"127.0.0.1:8016","upstream_status":"200","urt":"0.333","agent":"a b"}',
      inner: {
        text: '10.1.206.214 - - [23/Nov/2026:09:50:34 +0000] "GET /feed?x=1 HTTP/1.1" 200 17 "-" "a b" rt="0.333" upstream="127.0.0.1:8016" us="200" urt="0.333"',
      },
    },
    {
      line: '{"authority":"web","bytes_received":0,"bytes_sent":95,"connection_termination_details":null,"duration":30012,"method":"GET","path":"/feed?x=1","protocol":"HTTP/1.1","request_id":"cc21d9b0-cf5c-432b-8c7e-98aeb7988cd3","response_code":503,"response_code_details":"upstream_reset_before_response_started{connection_termination}","response_flags":"UC","start_time":"2026-04-15T20:17:01.310Z","upstream_cluster":"inbound|8000||","upstream_host":"10.0.2.1:80","upstream_service_time":null,"upstream_transport_failure_reason":null,"user_agent":"curl/7","x_forwarded_for":null}',
      inner: {
        text: '[2026-04-15T20:17:01.310Z] "GET /feed?x=1 HTTP/1.1" 503 UC upstream_reset_before_response_started{connection_termination} - "-" 0 95 30012 - "-" "curl/7" "cc21d9b0-cf5c-432b-8c7e-98aeb7988cd3" "web" "10.0.2.1:80"',
      },
    },
    {
      line: '{ "time":"2026-11-30T14:56:01+0000", "remoteIP":"127.0.0.1", "host":"127.0.0.1", "request":"/slow", "query":"?rid=176", "method":"GET", "status":"502", "duration_us":2049739 }',
      inner: { text: '- - - [30/Nov/2026:14:56:01 +0000] "GET /slow?rid=176 HTTP/1.1" 502 - "-" "-" rt="2.050"' },
    },
    {
      line: '{"@timestamp":"2026-11-23T09:50:34+00:00","http":{"method":"GET","uri":"/feed?x=1","status":200,"took":0.06},"upstream":{"addr":"127.0.0.1:8016","status":"200","took":"0.060"},"trace":"29cb1f00a9fa7270"}',
      inner: {
        text: '- - - [23/Nov/2026:09:50:34 +0000] "GET /feed?x=1 HTTP/1.1" 200 - "-" "-" rt="0.060" upstream="127.0.0.1:8016" us="200" urt="0.060" id="29cb1f00a9fa7270"',
      },
    },
    {
      line: '{"time":"2026-11-23T09:50:34Z","severity":"INFO","msg":"request.begin","ctx":{"req":{"id":"907ef7a6","url":"/item"},"proc":{"pid":10251,"tid":7}}}',
      inner: { text: 'INFO request.begin ctx.req.id=907ef7a6 ctx.req.url=/item', pid: 10251 },
    },
    {
      line: '{"ts":"2026-11-23T09:50:34Z","level":"info","msg":"begin","proc":{"id":10251,"name":"MainProcess"}}',
      inner: { text: 'INFO begin', pid: 10251 },
    },
    {
      line: String.raw`{"severity":"ERROR","timestamp":"2026-11-23T09:50:34Z","message":"Failed /item","logging.googleapis.com/trace":"projects/shop/traces/29cb1f00a9fa7270","labels":{"pid":"7"},"err":"Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nE: no"}`,
      inner: {
        text: 'ERROR Failed /item logging.googleapis.com/trace=29cb1f00a9fa7270\nTraceback (most recent call last):\n  File "a.py", line 1, in f\nE: no',
        pid: 7,
      },
    },
    {
      line: String.raw`{"@timestamp":"2026-11-23T09:50:34Z","log.level":"error","message":"no","error":{"type":"E","message":"no","stack_trace":"  File \"a.py\", line 1, in f\n    g()\n"}}`,
      inner: { text: 'ERROR no\nTraceback (most recent call last):\n  File "a.py", line 1, in f\n    g()\nE: no' },
    },
    {
      line: '{"event":"no","level":"error","timestamp":"2026-11-23T09:50:34Z","exception":[{"exc_type":"E","exc_value":"no","frames":[{"filename":"a.py","lineno":1,"name":"f","line":"g()"}]}]}',
      inner: { text: 'ERROR no\nTraceback (most recent call last):\n  File "a.py", line 1, in f\n    g()\nE: no' },
    },
    {
      line: String.raw`{"message":"no","level":"error","time":"2026-11-23T09:50:34Z","exc_info":["Traceback (most recent call last):\n","  File \"a.py\", line 1, in f\n","E: no\n"]}`,
      inner: { text: 'ERROR no\nTraceback (most recent call last):\n  File "a.py", line 1, in f\nE: no' },
    },
    {
      line: String.raw`{"time":"2026-11-23T09:50:34Z","level":"INFO","message":"  File \"a.py\", line 1, in f"}`,
      inner: { text: '  File "a.py", line 1, in f' },
    },
    {
      line: '{"time":"2026-11-23T09:50:34Z","level":"INFO","message":{"event":"begin","request":{"id":"907ef7a6","path":"/item"}}}',
      inner: { text: 'INFO begin request.id=907ef7a6 request.path=/item' },
    },
    {
      line: '{"level":50,"time":1795427434123,"pid":7,"reqId":"907ef7a6","msg":"no"}',
      inner: { text: 'ERROR no reqId=907ef7a6', pid: 7 },
    },
    {
      line: String.raw`{"timestamp":"2026-11-23T09:50:34Z","severity_text":"ERROR","message":"no","attributes":{"exception":{"stacktrace":"Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nE: no"}}}`,
      inner: { text: 'ERROR no\nTraceback (most recent call last):\n  File "a.py", line 1, in f\nE: no' },
    },
    {
      line: '{"ts": "2026-11-23T09:45:29.117Z", "level": "info", "msg": "cut in the middle", "path": "/it',
      inner: { text: 'INFO cut in the middle' },
    },
    {
      line: String.raw`{"asctime": "2026-11-23 09:45:29,117", "levelname": "ERROR", "process": 7, "message": "no rates, not \"one\", for c\u00`,
      inner: { text: 'ERROR no rates, not "one", for c', pid: 7 },
    },
  ],
  learn: (sample) => learnNames(sample, peel, fieldsOf),
  open: peelOf,
};
