import { asctime, clock, day, ms, plain, PLAIN, type Case } from './wordings.ts';

/** Layouts and wordings of our own invention. */
export const inventedCases: readonly Case[] = [
  {
    name: 'Django, numbers of process and thread',
    head: '{level} {time} {module} {pid} {thread} {message}',
    start: 'request #{id} {method} {target}',
    end: 'request #{id} finished: {status}',
    wording: {
      head: (time, { pid, number }, level) =>
        `${level} ${asctime(time)} views ${pid} ${140_012_345_670_000 + (number % 4)} `,
      start: ({ number, method, path }) => `request #${number} ${method} ${path}`,
      end: ({ number, status }) => `request #${number} finished: ${status}`,
    },
  },
  {
    name: 'a sign before the id says what befell it',
    head: PLAIN,
    start: '+{id} {target}',
    end: '-{id} {ms}',
    wording: {
      head: plain,
      start: ({ hex, path }) => `+${hex} ${path}`,
      end: ({ hex, tookMs }) => `-${hex} ${tookMs}`,
    },
  },
  {
    name: 'German job queue, id at the end, no path',
    head: '{time} {level} [{pid}] {message}',
    start: 'Auftrag angenommen: Nr. {id}',
    end: 'Auftrag erledigt nach {ms} ms: Nr. {id}',
    wording: {
      head: (time, { pid }, level) => `${asctime(time)} ${level.padEnd(8)} [${pid}] `,
      start: ({ number }) => `Auftrag angenommen: Nr. ${number}`,
      end: ({ number, tookMs }) => `Auftrag erledigt nach ${tookMs} ms: Nr. ${number}`,
    },
  },
  {
    name: 'ids with slashes',
    head: PLAIN,
    start: 'batch {id} opened',
    end: 'batch {id} closed',
    wording: {
      head: plain,
      start: ({ number }) => `batch web/2026/${number} opened`,
      end: ({ number }) => `batch web/2026/${number} closed`,
    },
  },
  {
    name: 'inner statements with numbers of their own',
    head: PLAIN,
    start: '>> {id} {method} {target}',
    end: '<< {id} {status}',
    wording: {
      head: plain,
      start: ({ hex, method, path }) => `>> ${hex} ${method} ${path}`,
      end: ({ hex, status }) => `<< ${hex} ${status}`,
      between: [
        ({ number }) => `query q${number} sent`,
        ({ number }) => `query q${number} answered, 3 rows`,
        ({ hex }) => `rendering for ${hex}`,
      ],
    },
  },
  {
    name: 'no id, quoted request line, microseconds',
    head: '{time} {level} {logger} {message}',
    start: 'got "{method} {target} {word}"',
    end: 'sent {status} for "{method} {target} {word}" us={us}',
    wording: {
      head: (time, _request, level) => `${asctime(time)} ${level} shop.access `,
      start: ({ method, path }) => `got "${method} ${path} HTTP/1.1"`,
      end: ({ method, path, status, tookMs }) =>
        `sent ${status} for "${method} ${path} HTTP/1.1" us=${tookMs * 1000 + 77}`,
    },
  },
  {
    name: 'sync worker, words behind',
    head: PLAIN,
    slots: 1,
    start: '{method} {target} begins',
    end: '{method} {target} ends with {status} after {ms} ms',
    wording: {
      head: plain,
      start: ({ method, path }) => `${method} ${path} begins`,
      end: ({ method, path, status, tookMs }) => `${method} ${path} ends with ${status} after ${tookMs} ms`,
    },
  },
  {
    name: 'sync worker, nothing but the process',
    head: PLAIN,
    slots: 1,
    start: 'request started',
    end: 'request finished in {ms} ms',
    wording: {
      head: plain,
      start: () => 'request started',
      end: ({ tookMs }) => `request finished in ${tookMs} ms`,
    },
  },
  {
    name: 'message that begins like a logger',
    head: '{time} [{pid}] {level} {message}',
    start: 'start: {id} {target}',
    end: 'done: {id} {status}',
    wording: {
      head: (time, { pid }, level) => `${asctime(time)} [${pid}] ${level} `,
      start: ({ number, path }) => `start: ${number} ${path}`,
      end: ({ number, status }) => `done: ${number} ${status}`,
    },
  },
  {
    name: 'id first, arrows, ISO with zone',
    head: '{time} {level} [{logger}] ({pid}) {message}',
    start: '{id} --> {target}',
    end: '{id} <-- {status} {ms}ms',
    wording: {
      head: (time, { pid }, level) => `${day(time)}T${clock(time)}.${ms(time)}+00:00 ${level} [shop.api] (${pid}) `,
      start: ({ hex, path }) => `${hex} --> ${path}?page=1`,
      end: ({ hex, status, tookMs }) => `${hex} <-- ${status} ${tookMs}ms`,
    },
  },
  {
    name: 'slashes in the date, id in key and value',
    head: '{time:slash} {level} pid={pid} job=[{id}] {message}',
    start: 'action={target} phase=enter',
    end: 'action={target} phase=leave cost={ms}',
    wording: {
      head: (time, { pid }, level) =>
        `${day(time).replaceAll('-', '/')} ${clock(time)}.${ms(time)} ${level} pid=${pid} `,
      start: ({ number, path }) => `job=[J-${number}] action=${path} phase=enter`,
      end: ({ number, path, tookMs }) => `job=[J-${number}] action=${path} phase=leave cost=${tookMs}`,
    },
  },
  {
    name: 'neither time nor pid',
    head: '{level}:{logger}:{message}',
    start: 'begin {id} {target}',
    end: 'end {id} {status} ({ms} ms)',
    wording: {
      head: (_time, _request, level) => `${level}:shop.web:`,
      start: ({ hex, path }) => `begin ${hex} ${path}`,
      end: ({ hex, status, tookMs }) => `end ${hex} ${status} (${tookMs} ms)`,
    },
  },
  {
    name: 'the wait for the end is told in between',
    head: PLAIN,
    start: 'accepted {id} from {word} for {target}',
    end: 'all done with {id}',
    wording: {
      head: plain,
      start: ({ number, path }) => `accepted ${number} from 10.0.0.7 for ${path}`,
      end: ({ number }) => `all done with ${number}`,
      between: [
        ({ number }) => `waiting for ${number}`,
        ({ number, tookMs }) => `${number}: wrote ${tookMs * 31} rows`,
      ],
    },
  },
  {
    name: 'whole seconds',
    head: '{time} {level} {pid} {message}',
    start: 'start {id} {target}',
    end: 'stop {id} {status}',
    wording: {
      head: (time, { pid }, level) => `${day(time)} ${clock(time)} ${level} ${pid} `,
      start: ({ number, path }) => `start ${number} ${path}`,
      end: ({ number, status }) => `stop ${number} ${status}`,
    },
  },
];
