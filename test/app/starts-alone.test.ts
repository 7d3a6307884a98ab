import { expect, it } from 'vitest';
import { verdictOn } from './same-verdict.ts';

const BEGAN = Date.UTC(2026, 10, 30, 9, 30, 0);
const KILLED_S = 40;
/** Asked of worker 11 right before it was killed. */
const LOST = ['a100', 'a102'];

interface Asked {
  readonly id: string;
  readonly pid: number;
  readonly startedS: number;
  readonly tookS: number;
}

/** One request each 400 ms, to two workers in turn. */
const asked: readonly Asked[] = Array.from({ length: 150 }, (_, at) => ({
  ...{ id: `a${String(at)}`, pid: at < 103 ? 11 - (at % 2) : 10 + 2 * (at % 2), startedS: at * 0.39 },
  tookS: 0.1 + ((at * 7) % 13) / 5,
}));
const isLost = ({ pid, startedS, tookS, id }: Asked): boolean =>
  LOST.includes(id) || (pid === 11 && startedS + tookS > KILLED_S);
const lost = asked.filter(isLost).map(({ id }) => id);

const stampOf = (seconds: number): string => new Date(BEGAN + seconds * 1_000).toISOString();
const secondOf = (seconds: number): string => stampOf(seconds).slice(0, 19).replace('T', ' ');

const server = [
  [-2, 1, 'Starting gunicorn 20.1.0'],
  [-2, 1, 'Using worker: gevent'],
  [-1, 10, 'Booting worker with pid: 10'],
  [-1, 11, 'Booting worker with pid: 11'],
  [KILLED_S, 1, 'Worker with pid 11 was terminated due to signal 9'],
  [KILLED_S, 12, 'Booting worker with pid: 12'],
] as const;

const files = {
  'gunicorn.log': server.map(
    ([at, pid, said]) =>
      `[${secondOf(at)} +0000] [${String(pid)}] [${at === KILLED_S && pid === 1 ? 'WARNING' : 'INFO'}] ${said}`,
  ),
  'app.log': asked.map(
    ({ id, pid, startedS }) =>
      `${stampOf(startedS).slice(0, 23).replace('T', ' ').replace('.', ',')} INFO [${String(pid)}] GET /feed request_id=${id}`,
  ),
  'access.log': asked
    .filter((request) => !isLost(request))
    .sort((a, b) => a.startedS + a.tookS - b.startedS - b.tookS)
    .map(({ id, pid, startedS, tookS }) => {
      const ended = stampOf(startedS + tookS).slice(11, 19);
      return `[30/Nov/2026:${ended} +0000] <${String(pid)}> "GET /feed?job=${id} HTTP/1.1" 200 ${tookS.toFixed(6)}`;
    }),
};

const casualtiesIn = async (...names: readonly (keyof typeof files)[]) => {
  const given = names.map((name) => ({ name, text: `${files[name].join('\n')}\n` }));
  const { incidents } = await verdictOn(given);
  return incidents.flatMap(({ requests }) =>
    requests.flatMap((each) => (/^(?:casualty|culprit) /.test(each) ? (/a\d+$/.exec(each)?.[0] ?? each) : [])),
  );
};

it('names what went with its worker, where an application tells starts alone and an access log the ends', async () => {
  expect((await casualtiesIn('gunicorn.log', 'app.log', 'access.log')).sort()).toEqual([...lost].sort());
});

it('names none where no log tells of ends', async () => {
  expect(await casualtiesIn('gunicorn.log', 'app.log')).toEqual([]);
});
