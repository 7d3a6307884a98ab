import { asctime, clock, day, plain, PLAIN, type Case } from './wordings.ts';

/** Layouts with brackets around columns and words, and messages that name things far behind or below. */
export const bracketedCases: readonly Case[] = [
  {
    name: 'a thread in brackets before a pid in others',
    head: '{time} {level} [{thread}] (pid {pid}) {logger}:{line} - {message}',
    start: 'request {id} received {method} {target}',
    end: 'response to {id} sent {status}',
    wording: {
      head: (time, { pid, number }, level) =>
        `${asctime(time)} ${level} [Thread-${number % 8}] (pid ${pid}) shop.filters:91 - `,
      start: ({ number, method, path }) => `request ${number} received ${method} ${path}`,
      end: ({ number, status }) => `response to ${number} sent ${status}`,
    },
  },
  {
    name: 'a pid behind the name of its process and a colon',
    head: '{time} [{process}:{pid}] {level} {message}',
    start: 'incoming {id} {method} {target}',
    end: 'outgoing {id} {status}',
    wording: {
      head: (time, { pid }, level) => `${asctime(time)} [MainProcess:${pid}] ${level} `,
      start: ({ number, method, path }) => `incoming ${number} ${method} ${path}`,
      end: ({ number, status }) => `outgoing ${number} ${status}`,
    },
  },
  {
    name: 'brackets around all and everything',
    head: '[{time}][{level}][{pid}][{logger}][{id}]{message}',
    start: '[{method} {target}]',
    end: '[{method} {target}][{status}][{ms}]',
    wording: {
      head: (time, { pid }, level) => `[${asctime(time)}][${level}][${pid}]`,
      start: ({ hex, method, path }) => `[REQ][${hex}][${method} ${path}]`,
      end: ({ hex, method, path, status, tookMs }) => `[RES][${hex}][${method} ${path}][${status}][${tookMs}]`,
    },
  },
  {
    name: 'a word in brackets that says what befell a request',
    head: '{time} {level} {pid} {message}',
    start: '[IN] [{id}] {target}',
    end: '[OUT] [{id}] {target}',
    wording: {
      head: (time, { pid }, level) => `${asctime(time)} ${level} ${pid} `,
      start: ({ hex, path }) => `[IN] [${hex}] ${path}`,
      end: ({ hex, path }) => `[OUT] [${hex}] ${path}`,
    },
  },
  {
    name: 'the message wrapped below a head that ends in a colon',
    head: '{time} {level} [{pid}] {logger}:\n\t{message}',
    start: 'started handling of request {id} {method} {target}',
    end: 'finished handling of request {id} with status {status}',
    wording: {
      head: (time, { pid }, level) =>
        `${asctime(time)} ${level} [${pid}] shop.middleware.RequestLoggingMiddleware:\n    `,
      start: ({ number, method, path }) => `started handling of request ${number} ${method} ${path}`,
      end: ({ number, status }) => `finished handling of request ${number} with status ${status}`,
    },
  },
  {
    name: 'the id in the query of what is asked for, and by itself at the end',
    head: '{time} {level} {pid} {message}',
    start: 'Serving {method} {target}?order_id={id}',
    end: 'Served id={id} {method} {target}: {status}',
    wording: {
      head: (time, { pid }, level) => `${asctime(time)} ${level} ${pid} `,
      start: ({ number, method, path }) => `Serving ${method} ${path}?order_id=${number}`,
      end: ({ number, method, path, status }) => `Served id=${number} ${method} ${path}: ${status}`,
    },
  },
  {
    name: 'names far behind in a long line',
    head: '{time} {level} {pid} {message}',
    start: 'begin method={word} path={target} format=json',
    end: 'method={word} path={target} format=json module=shop view={word} status={status} duration={ms} db={word}',
    wording: {
      head: (time, { pid }, level) => `${asctime(time)} ${level} ${pid} `,
      start: ({ method, path }) => `begin method=${method} path=${path} format=json`,
      end: ({ method, path, status, tookMs }) =>
        `method=${method} path=${path} format=json module=shop view=${path.replace(/\W/g, '')} status=${status} duration=${tookMs}.2 db=0.5`,
    },
  },
  {
    name: 'six digits of a date behind the letter of a level',
    head: '{level} {time:tornado} {logger}:{line} ({pid})] {message}',
    start: 'start {id} {target}',
    end: 'done {id} {status}',
    wording: {
      head: (time, { pid }) => `I ${day(time).slice(2).replaceAll('-', '')} ${clock(time)} shop.requests:88 (${pid})] `,
      start: ({ number, path }) => `start ${number} ${path}`,
      end: ({ number, status }) => `done ${number} ${status}`,
    },
  },
  {
    name: 'an order that differs as much as the id of the request',
    head: PLAIN,
    start: 'user={word} order={word} request={id} {method} {target} accepted',
    end: 'user={word} order={word} request={id} {method} {target} answered {status}',
    wording: {
      head: plain,
      start: ({ number, hex, method, path }) =>
        `user=${number % 7} order=${number * 7} request=${hex} ${method} ${path} accepted`,
      end: ({ number, hex, method, path, status }) =>
        `user=${number % 7} order=${number * 7} request=${hex} ${method} ${path} answered ${status}`,
    },
  },
  {
    name: 'requests that are counted',
    head: '{time} {level} {message}',
    start: '#{id} {method} {target}',
    end: '#{id} {method} {target} => {status}',
    wording: {
      head: (time, _request, level) => `${asctime(time)} ${level} `,
      start: ({ number, method, path }) => `#${(number - 1_052_400) / 3} ${method} ${path}`,
      end: ({ number, method, path, status }) => `#${(number - 1_052_400) / 3} ${method} ${path} => ${status}`,
    },
  },
  {
    name: 'ids that look like milliseconds, in front of all',
    head: '{word} {time} {level} {pid} {message}',
    start: 'started {target}',
    end: 'completed {target} {status}',
    wording: {
      head: (time, { pid, number }, level) => `202103${number} ${asctime(time)} ${level} ${pid} `,
      start: ({ path }) => `started ${path}`,
      end: ({ path, status }) => `completed ${path} ${status}`,
    },
  },
];
