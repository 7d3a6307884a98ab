import type { Simulated, Wording } from './simulated-log.ts';

const two = (number: number): string => String(number).padStart(2, '0');
export const clock = (time: Date): string =>
  `${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())}`;
export const day = (time: Date): string => time.toISOString().slice(0, 10);
export const ms = (time: Date): string => String(time.getUTCMilliseconds()).padStart(3, '0');
export const asctime = (time: Date): string => `${day(time)} ${clock(time)},${ms(time)}`;
const uuidOf = ({ hex }: Simulated): string => `${hex.slice(0, 8)}-1f2e-4a3b-9c4d-${hex.padEnd(12, '0').slice(0, 12)}`;
const noun = (path: string): string => path.slice(1).replace(/\W/g, '_').replace(/\d/g, '');

export interface Case {
  readonly name: string;
  readonly head: string;
  readonly start: string;
  readonly end: string;
  readonly wording: Wording;
  /** Concurrent requests of a process; 4 if not said. */
  readonly slots?: number;
}

export const plain = (time: Date, { pid }: Simulated, level: string): string =>
  `${asctime(time)} [${pid}] [${level}] shop.requests: `;
export const PLAIN = '{time} [{pid}] [{level}] {logger}: {message}';

/** Layouts of well-known loggers, and what must be learnt of them. */
export const knownCases: readonly Case[] = [
  {
    name: 'head above, message below',
    head: '{time} ${pid}\n\t{message}',
    start: 'job {id} start {target}',
    end: 'job {id} finish {status} {ms} ms',
    wording: {
      head: (time, { pid }) => `${asctime(time)} $${pid}\n\t`,
      start: ({ number, path }) => `job ${number} start ${path}`,
      end: ({ number, status, tookMs }) => `job ${number} finish ${status} ${tookMs} ms`,
    },
  },
  {
    name: 'pid:thread',
    head: '{time} {pid}:{thread} {level} {message}',
    start: 'order {id}: {method} {target}',
    end: 'order {id}: {status} after {s} s',
    wording: {
      head: (time, { pid, number }, level) => `${asctime(time)} ${pid}:ThreadPoolExecutor-0_${number % 8} ${level} `,
      start: ({ number, method, path }) => `order ${number}: ${method} ${path}`,
      end: ({ number, status, tookMs }) => `order ${number}: ${status} after ${(tookMs / 1000).toFixed(3)} s`,
    },
  },
  {
    name: 'Flask, no pid',
    head: '[{time}] {level} in {module}: {message}',
    start: 'Request {id} {method} {target}',
    end: 'Response {id} {status}',
    wording: {
      head: (time, _request, level) => `[${asctime(time)}] ${level} in logs: `,
      start: ({ number, method, path }) => `Request ${number} ${method} ${path}`,
      end: ({ number, status }) => `Response ${number} ${status}`,
    },
  },
  {
    name: 'no id, method and target',
    head: PLAIN,
    start: 'begin {method} {target}',
    end: 'end {method} {target} {status} in {ms} ms',
    wording: {
      head: plain,
      start: ({ method, path }) => `begin ${method} ${path}`,
      end: ({ method, path, status, tookMs }) => `end ${method} ${path} ${status} in ${tookMs} ms`,
    },
  },
  {
    name: 'no id, no method at the end',
    head: PLAIN,
    start: '-> {word} {target}',
    end: '<- {status} {target} ({ms} ms)',
    wording: {
      head: plain,
      start: ({ method, path }) => `-> ${method} ${path}`,
      end: ({ path, status, tookMs }) => `<- ${status} ${path} (${tookMs} ms)`,
    },
  },
  {
    name: 'logfmt',
    head: 'ts={time} lvl={level} mod={logger} {message}',
    start: 'msg=request rid={id} path={target}',
    end: 'msg=response rid={id} status={status} us={us}',
    wording: {
      head: (time, _request, level) =>
        `ts=${day(time)}T${clock(time)}.${ms(time)} lvl=${level.toLowerCase()} mod=shop `,
      start: ({ hex, path }) => `msg=request rid=${hex} path=${path}`,
      end: ({ hex, status, tookMs }) => `msg=response rid=${hex} status=${status} us=${tookMs * 1000 + 41}`,
    },
  },
  {
    name: 'logfmt with the pid and the id before the message',
    head: 'time="{time}" level={level} pid={pid} request_id={id} {message}',
    start: 'msg="request received" path={target}',
    end: 'msg="request done" code={status} took={ms}ms',
    wording: {
      head: (time, { pid, hex }, level) =>
        `time="${time.toISOString()}" level=${level.toLowerCase()} pid=${pid} request_id=${hex} `,
      start: ({ path }) => `msg="request received" path=${path}`,
      end: ({ status, tookMs }) => `msg="request done" code=${status} took=${tookMs}.3ms`,
    },
  },
  {
    name: 'loguru',
    head: '{time} | {level} | {logger}:{function}:{line} - {message}',
    start: 'handling {method} {target} rid={id}',
    end: 'handled {method} {target} rid={id} status={status} elapsed={s}',
    wording: {
      head: (time, _request, level) =>
        `${day(time)} ${clock(time)}.${ms(time)} | ${level.padEnd(8)} | app.web:handle:42 - `,
      start: ({ method, path, hex }) => `handling ${method} ${path} rid=${hex}`,
      end: ({ method, path, hex, status, tookMs }) =>
        `handled ${method} ${path} rid=${hex} status=${status} elapsed=${(tookMs / 1000).toFixed(4)}`,
    },
  },
  {
    name: 'dashes',
    head: '{time} - {logger} - {level} - {message}',
    start: 'start {id} {method} {target}',
    end: 'done {id} {status} {ms} ms',
    wording: {
      head: (time, _request, level) => `${asctime(time)} - shop.requests - ${level} - `,
      start: ({ hex, method, path }) => `start ord_${hex} ${method} ${path}`,
      end: ({ hex, status, tookMs }) => `done ord_${hex} ${status} ${tookMs} ms`,
    },
  },
  {
    name: 'request id column, free words',
    head: '[{id}] {time} {level} {pid} {message}',
    start: 'incoming {method} {target}',
    end: 'answered',
    wording: {
      head: (time, request, level) => `[${uuidOf(request)}] ${asctime(time)} ${level} ${request.pid} `,
      start: ({ method, path }) => `incoming ${method} ${path}`,
      end: () => 'answered',
    },
  },
  {
    name: 'Celery',
    head: '[{time}: {level}/{process}] {message}',
    start: 'Task {target}[{id}] received',
    end: 'Task {target}[{id}] succeeded in {s}s: {rest}',
    wording: {
      head: (time, { pid }, level) => `[${asctime(time)}: ${level}/ForkPoolWorker-${pid - 10_000}] `,
      start: (request) => `Task shop.${noun(request.path)}[${uuidOf(request)}] received`,
      end: (request) =>
        `Task shop.${noun(request.path)}[${uuidOf(request)}] succeeded in ${(request.tookMs / 1000).toFixed(6)}s: None`,
    },
  },
];
