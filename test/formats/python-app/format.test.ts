import { describe, expect, it } from 'vitest';
import { pythonApp } from '../../../src/formats/python-app/format.ts';
import { newHead } from '../../../src/formats/head.ts';
import type { Layout } from '../../../src/model/layout.ts';
import type { LogEvent } from '../../../src/model/event.ts';

const layout: Layout = {
  format: 'python-app',
  head: '{time} [{pid}] [{level}] {logger}: {message}',
  phrases: [
    { edge: 'start', template: 'order {id} start {target}' },
    { edge: 'end', template: 'order {id} done {status} {ms}ms' },
  ],
};
const HEAD = '2026-11-23 09:50:12,644 [12002] [INFO] shop.requests: ';
const GRAVE = HEAD.replace('INFO', 'CRITICAL');
const TRACEBACK = [
  'Traceback (most recent call last):',
  '  File "/srv/app/shop/orders.py", line 37, in settle',
  'SystemExit: 1',
];

const classOf = (text: string, inLayout = layout): string => {
  const bytes = new TextEncoder().encode(text);
  return pythonApp.open(inLayout).classify(bytes, 0, bytes.length, { ...newHead(), wall: newHead().wall });
};
const read = (text: string, inLayout = layout): readonly LogEvent[] =>
  pythonApp.open(inLayout).read({ origin: { source: 1, line: 1, byteOffset: 0 }, text });

describe('classify', () => {
  it.each([
    ['start', `${HEAD}order 17 start /item`],
    ['end', `${HEAD}order 17 done 200 12ms`],
    ['end', `${HEAD}order 17 done 200 12ms\r`],
    ['end', `${GRAVE}order 17 done 500 12ms`],
    ['plain', `${HEAD}order 17 done 200 12ms in all`],
    ['plain', `${HEAD}order 17 starting /item`],
    ['plain', `${HEAD}reorder 17 start /item`],
    ['plain', HEAD.trimEnd()],
    ['notable', `${GRAVE}out of stock`],
    ['notable', [`${HEAD}order 17 interrupted`, ...TRACEBACK].join('\n')],
    ['notable', [`${GRAVE}order 17 done 500 12ms`, ...TRACEBACK].join('\n')],
    ['plain', `${HEAD}it said: ${TRACEBACK.join('|')}`],
    ['plain', 'no head at all'],
  ])('%s: %s', (kind, text) => expect(classOf(text)).toBe(kind));

  it('tells where the id stands, or else what was asked for', () => {
    const { phrases } = { phrases: [{ edge: 'start', template: 'begin {method} {target}' }] as const };
    const bytes = new TextEncoder().encode(`${HEAD}begin GET /feed?page=2`);
    const head = newHead();
    pythonApp.open({ ...layout, phrases }).classify(bytes, 0, bytes.length, head);
    expect(head.idTo).toBe(0);
    expect(new TextDecoder().decode(bytes.subarray(head.keyFrom, head.keyTo))).toBe('GET /feed?page=2');
  });

  it('takes the id of the column where the phrase has none', () => {
    const inLayout: Layout = {
      ...layout,
      head: '[{id}] {time} {message}',
      phrases: [{ edge: 'end', template: 'answered' }],
    };
    const bytes = new TextEncoder().encode('[web/7] 2026-11-23 09:50:12,644 answered');
    const head = newHead();
    expect(pythonApp.open(inLayout).classify(bytes, 0, bytes.length, head)).toBe('end');
    expect(new TextDecoder().decode(bytes.subarray(head.idFrom, head.idTo))).toBe('web/7');
  });
});

describe('read', () => {
  it.each([
    ['behind the same word', 'order 17 interrupted', '17'],
    ['behind the same word, anywhere', 'giving up: order 17.', '17'],
    ['nowhere', 'Exception on /item [GET]', undefined],
  ])('finds the id of an exception %s', (_name, message, requestId) => {
    expect(read([`${GRAVE}${message}`, ...TRACEBACK].join('\n'))).toMatchObject([
      { kind: 'exception', pid: 12002, message, requestId },
    ]);
  });

  it('finds an id where only its place tells it', () => {
    const phrases = [
      { edge: 'start', template: 'start {id} {target}' },
      { edge: 'end', template: 'done {id} {status}' },
    ] as const;
    const text = [`${GRAVE}aborted ord_5ab6`, ...TRACEBACK].join('\n');
    expect(read(text, { ...layout, phrases })).toMatchObject([{ requestId: 'ord_5ab6' }]);
  });

  it.each([
    ['{s}', '0.165', 165_000],
    ['{s}', '0,165', 165_000],
    ['{ms}', '107', 107_000],
    ['{ms}', '12.3', 12_300],
    ['{us}', '81643', 81_643],
  ])('reads %s of %s', (name, text, durationUs) => {
    const inLayout: Layout = { ...layout, phrases: [{ edge: 'end', template: `took ${name} in all` }] };
    expect(read(`${HEAD}took ${text} in all`, inLayout)).toMatchObject([{ facts: { durationUs } }]);
  });

  it('gives time, pid and the whole text', () => {
    const text = `${HEAD}order 17 start /item?a=1`;
    expect(read(text)).toEqual([
      {
        kind: 'request',
        edge: 'start',
        origin: { source: 1, line: 1, byteOffset: 0 },
        stamp: { wall: Date.UTC(2026, 10, 23, 9, 50, 12, 644) * 1000, offsetMin: undefined, precision: 'ms' },
        pid: 12002,
        text,
        facts: { id: '17', method: undefined, target: '/item?a=1', status: undefined, durationUs: undefined },
      },
    ]);
  });

  it('says nothing of what is plain', () => expect(read(`${HEAD}still here`)).toEqual([]));
});

describe('starts', () => {
  const isHead = (head: string, line: string): boolean => {
    const bytes = new TextEncoder().encode(line);
    return pythonApp.open({ ...layout, head }).starts(bytes, 0, bytes.length, newHead());
  };

  it.each([
    ['{time} ${pid}\n\t{message}', '2021-03-12 09:57:45,146 $20431', true],
    ['{time} ${pid}\n\t{message}', '2021-03-12 09:57:45,146 $20431\r', true],
    ['{time} ${pid}\n\t{message}', '2021-03-12 09:57:45,146 $20431 more', false],
    ['{time} {level} {message}', '2026-11-23 09:50:12 WARNING   padded', true],
    ['{time} {level} {message}', '2026-11-23 09:50:12 Warnings are no level', false],
    ['{time} {thread} {level} {message}', '2026-11-23 09:50:12 Thread-7 (serve) INFO up', true],
    ['{time} [{id}] {level} {message}', '2026-11-23 09:50:12 [-] INFO up', true],
    ['{time} [{pid}] {message}', '2026-11-23 09:50:12 [12345678] too long for a pid', false],
    ['{time:slash} {message}', '2026/11/23 09:50:12 up', true],
    ['{time:epoch} {level} {message}', '1795424000.123456 INFO up', true],
    ['{level}:{logger}:{message}', 'INFO:root:up', true],
    ['{level}:{logger}:{message}', '\tINFO:root:up', false],
  ])('%s of %s: %s', (head, line, expected) => expect(isHead(head, line)).toBe(expected));
});
