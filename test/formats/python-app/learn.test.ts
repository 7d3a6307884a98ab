import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pythonApp } from '../../../src/formats/python-app/format.ts';
import { scanLines, simulatedLog, simulatedRequests, type Simulated, type Wording } from './simulated-log.ts';
import { bracketedCases } from './bracketed-wordings.ts';
import { inventedCases } from './invented-wordings.ts';
import { knownCases, plain, PLAIN } from './wordings.ts';

describe.each([...knownCases, ...inventedCases, ...bracketedCases])('$name', ({ head, start, end, wording, slots }) => {
  const requests = simulatedRequests(7, slots === undefined ? {} : { slots });
  const lines = simulatedLog(wording, requests);
  const layout = pythonApp.learn({ lines, workerPids: new Set(), stated: [] })?.layout;

  it('finds head and phrases by itself', () => {
    expect(layout?.head).toBe(head);
    expect(layout?.phrases.filter(({ edge }) => edge === 'start').map(({ template }) => template)).toContain(start);
    expect(layout?.phrases.filter(({ edge }) => edge === 'end').map(({ template }) => template)).toContain(end);
  });

  it('reads every start and end, and what was cut off stays open', () => {
    if (!layout) throw new Error('not claimed');
    const cutOff = requests.filter(({ isFinished }) => !isFinished);
    const { starts, ends, pairs, open } = scanLines(pythonApp, layout, lines);
    expect({ starts, ends, pairs }).toEqual({
      starts: requests.length,
      ends: requests.length - cutOff.length,
      pairs: requests.length - cutOff.length,
    });
    expect(open).toHaveLength(cutOff.length);
  });
});

const learnAlone = (lines: readonly string[], workerPids: readonly number[] = []) =>
  pythonApp.learn({ lines, workerPids: new Set(workerPids), stated: [] });

const wording: Wording = {
  head: plain,
  start: ({ number, path }) => `order ${number} start ${path}`,
  end: ({ number, status, tookMs }) => `order ${number} done ${status} ${tookMs}ms`,
};

describe('phrases', () => {
  const requests = simulatedRequests(11);

  it('holds with two fifths cut off', () => {
    const cut = requests.map((request, place) => ({ ...request, isFinished: place % 5 > 1 }));
    const lines = simulatedLog(wording, cut);
    const layout = learnAlone(lines)?.layout;
    if (!layout) throw new Error('not claimed');
    expect(scanLines(pythonApp, layout, lines)).toMatchObject({ starts: 120, ends: 72, pairs: 72 });
  });

  it.each([
    ['in any script', '/订单'],
    ['in an encoding that is not UTF-8', '/\uFFFD\uFFFD'],
  ])('knows a path %s', (_, root) => {
    const lines = simulatedLog(
      { ...wording, start: ({ number, path }) => `order ${number} start ${root}${path}` },
      requests,
    );
    const layout = learnAlone(lines)?.layout;
    expect(layout?.phrases.find(({ edge }) => edge === 'start')?.template).toBe('order {id} start {target}');
  });

  it('holds where most were cut off with one process', () => {
    const [doomed] = new Set(requests.map(({ pid }) => pid));
    const night = requests.filter(({ pid }, place) => pid === doomed || place % 8 === 0);
    const cut = night.map((request) => ({ ...request, isFinished: request.pid !== doomed }));
    const lines = simulatedLog(wording, cut);
    const layout = learnAlone(lines)?.layout;
    if (!layout) throw new Error('not claimed');
    const pairs = cut.filter(({ isFinished }) => isFinished).length;
    expect(pairs).toBeLessThan(cut.length / 2);
    expect(scanLines(pythonApp, layout, lines)).toMatchObject({ starts: cut.length, ends: pairs, pairs });
  });

  it('holds with most cut off everywhere, where its words say what starts and what ends', () => {
    const cut = requests.map((request, place) => ({ ...request, isFinished: place % 20 < 7 }));
    const open = { ...wording, start: ({ number, path }: Simulated) => `order ${number} counted ${path}` };
    const lines = simulatedLog(wording, cut);
    const layout = learnAlone(lines)?.layout;
    if (!layout) throw new Error('not claimed');
    expect(scanLines(pythonApp, layout, lines)).toMatchObject({ starts: 120, ends: 42, pairs: 42 });
    expect(learnAlone(simulatedLog(open, cut))?.layout.phrases).toEqual([]);
  });

  it('pairs by process and duration where only the start says what is asked for', () => {
    const rails: Wording = {
      head: plain,
      start: ({ path }) => `Started GET "${path}" for 10.0.0.1`,
      end: ({ tookMs }) => `Completed 200 OK in ${tookMs}ms`,
    };
    const lines = simulatedLog(rails, requests);
    const layout = learnAlone(lines)?.layout;
    if (!layout) throw new Error('not claimed');
    const finished = requests.filter(({ isFinished }) => isFinished).length;
    expect(scanLines(pythonApp, layout, lines)).toMatchObject({
      starts: requests.length,
      ends: finished,
      pairs: finished,
    });
  });

  it('takes the same id again for a retry', () => {
    const retried = requests.map((request, place) =>
      place % 10 === 9 ? { ...request, number: requests[place - 9]?.number ?? 0 } : request,
    );
    const lines = simulatedLog(wording, retried);
    const layout = learnAlone(lines)?.layout;
    if (!layout) throw new Error('not claimed');
    expect(scanLines(pythonApp, layout, lines)).toMatchObject({ starts: 120, pairs: 113 });
  });

  it('has one for each outcome, with whatever text behind', () => {
    const reasons = ['no stock', 'the bank said no', 'price list too old by far', 'nobody home', 'try later'];
    const lines = simulatedLog(
      {
        ...wording,
        end: (request) =>
          wording.end(request) + (request.status === 200 ? '' : `: ${reasons[request.number % 5] ?? ''}`),
      },
      requests,
    );
    const layout = learnAlone(lines)?.layout;
    if (!layout) throw new Error('not claimed');
    expect(scanLines(pythonApp, layout, lines)).toMatchObject({ starts: 120, ends: 113, pairs: 113 });
  });

  it('knows each kind of job, also those named by a word', () => {
    const names = ['import', 'export', 'sweep', 'mail', 'index', 'thumbs', 'prices'];
    const nameOf = ({ number }: { readonly number: number }): string => names[number % 7] ?? '';
    const lines = simulatedLog(
      {
        ...wording,
        start: (request) => `running ${nameOf(request)} as ${request.hex}`,
        end: (request) => `ran ${nameOf(request)} as ${request.hex}`,
      },
      requests,
    );
    const layout = learnAlone(lines)?.layout;
    expect(layout?.phrases).toEqual([
      { edge: 'start', template: 'running {word} as {id}' },
      { edge: 'end', template: 'ran {word} as {id}' },
    ]);
  });

  it('ends nothing with words that cut off', () => {
    const lines = simulatedLog(wording, requests).concat(
      requests
        .filter(({ isFinished }) => !isFinished)
        .map(
          ({ pid, number }) => `2026-11-23 09:59:00,000 [${pid}] [CRITICAL] shop.requests: order ${number} interrupted`,
        ),
    );
    expect(learnAlone(lines)?.layout.phrases).toHaveLength(2);
  });

  it('believes a duration only if it is what passed between the two lines', () => {
    const lines = simulatedLog(
      { ...wording, end: ({ number, status, tookMs }) => `order ${number} done ${status} ${tookMs * 7 + 900}ms` },
      requests,
    );
    expect(learnAlone(lines)?.layout.phrases).toContainEqual({
      edge: 'end',
      template: 'order {id} done {status} {word}ms',
    });
  });

  it('takes no bare number for a duration in a log of whole seconds, but the one whose unit is named', () => {
    const idOf = (at: number): string => createHash('md5').update(String(at)).digest('hex').slice(0, 16);
    const said = Array.from({ length: 200 }, (_, at) => {
      const [from, tookMs, pid] = [at * 61 + ((at * 7919) % 150), 20 + ((at * 104_729) % 230), 17_940 + (at % 4)];
      const asked = `order=${idOf(at)} path=/${at % 3 === 0 ? 'rooms' : 'quote'} pid=${String(pid)}`;
      return [
        { ms: from, text: `request_started  ${asked}` },
        { ms: from + tookMs, text: `request_finished ms=${String(tookMs)} ${asked} status=200` },
      ];
    }).flat();
    const lines = said
      .toSorted((a, b) => a.ms - b.ms)
      .map(
        ({ ms, text }) =>
          `${new Date(1_795_000_000_000 + ms).toISOString().slice(0, 19).replace('T', ' ')} [info ] ${text}`,
      );
    const [end] = learnAlone(lines)?.layout.phrases.filter(({ edge }) => edge === 'end') ?? [];
    expect(end?.template).toContain('request_finished ms={ms} order={id} path=');
    expect(end?.template).not.toContain('{us}');
  });

  it('takes no pairs for requests that say nothing of any, in a log that tells of other things', () => {
    const lines = simulatedLog(
      {
        head: plain,
        start: ({ hex }) => `cache misses ${hex}`,
        end: ({ hex }) => `cache holds ${hex}`,
        between: Array.from(
          { length: 6 },
          () =>
            ({ tookMs }: Simulated) =>
              `stock of ${tookMs}`,
        ),
      },
      requests,
    );
    expect(learnAlone(lines)?.layout.phrases).toEqual([]);
  });

  const chatter: readonly (readonly [name: string, say: (request: Simulated) => string])[] = [
    ['one line a request', ({ method, path, status, tookMs }) => `${method} ${path} ${status} ${tookMs} ms`],
    [
      'numbers that mean nothing to each other',
      ({ tookMs, status }) => (status === 200 ? `queue holds ${tookMs % 40}` : `pool has ${tookMs % 40} free`),
    ],
    ['free text', ({ hex }) => `cache of ${hex.replace(/\d/g, '')} is warm`],
    ['the same words all the time', () => 'still here'],
  ];
  it.each(chatter)('has none for %s', (_name, say) => {
    const lines = simulatedLog(
      { head: plain, start: say, end: say },
      requests.map((request) => ({ ...request, isFinished: false })),
    );
    expect(learnAlone(lines)?.layout).toMatchObject({ head: PLAIN, phrases: [] });
  });
});

describe('head', () => {
  it('takes a bare number for the pid if it is a worker of the case', () => {
    const lines = ['2026-11-23 09:48:50,000 9 INFO up', '2026-11-23 09:48:51,000 12 INFO up'];
    expect(learnAlone(lines, [9, 12])?.layout.head).toBe('{time} {pid} {level} {message}');
  });

  it('goes on behind marks in which no record states anything', () => {
    const lines = simulatedLog(
      { ...wording, head: (time, { pid }) => `${time.toISOString().slice(0, -1)} [INFO] shop.views [-] (${pid}): ` },
      simulatedRequests(),
    );
    expect(learnAlone(lines)?.layout.head).toBe('{time} [{level}] {logger} [{word}] ({pid}): {message}');
  });

  it('leaves to the message what single messages lack', () => {
    const failed = '2026-11-23 09:48:54,387 9 ERROR    Exception on /item [GET]';
    const lines = simulatedLog(
      {
        head: (time, { pid }, level) =>
          `${time.toISOString().replace('T', ' ').replace('Z', '')} ${pid} ${level.padEnd(8)} `,
        start: ({ number }) => `job=${number} started`,
        end: ({ number, status, tookMs }) => `job=${number} finished status=${status} ms=${tookMs}`,
      },
      simulatedRequests(),
    );
    const learnt = learnAlone([...lines, failed, failed, failed, failed, failed]);
    expect(learnt).toMatchObject({ share: 1, layout: { head: '{time} {pid} {level} {message}' } });
  });

  it('is claimed by a single record', () => {
    const lines = ['2021-03-12 09:57:45,146 $20431', '\tTraceback (most recent call last):', '\tSystemExit: 1'];
    expect(learnAlone(lines)).toEqual({
      share: 1,
      layout: { format: 'python-app', head: '{time} ${pid}\n\t{message}', phrases: [] },
    });
  });

  it.each([
    ['JSON lines', '{"ts": "2026-11-23T09:46:34", "level": "INFO", "msg": "request"}'],
    ["gunicorn's own log", '[2026-11-23 09:47:28 +0000] [10804] [INFO] Booting worker with pid: 10804'],
    ['an access log', '127.0.0.1 - - [23/Nov/2026:09:45:03 +0000] "GET /item HTTP/1.1" 200 12 "-" "curl"'],
    ["nginx' error log", '2026/11/23 08:36:01 [error] 31#31: *7 upstream timed out (110: Connection timed out)'],
    ['the kernel', '[12345.678901] Out of memory: Killed process 11619 (gunicorn)'],
    ['a time and nothing else', '2026-11-23T09:48:54Z <Greenlet at 0x7f18d28c31a0: guarded> failed with ValueError'],
    ['prose', 'Lorem ipsum dolor sit amet'],
    ['nothing', ''],
  ])('is not found in %s', (_name, line) => expect(learnAlone([line, line, line])).toBeUndefined());
});
