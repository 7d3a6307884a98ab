import { fieldsOf, objectOf, textOf } from '../../lib/json-fields.ts';
import type { Envelope, Inner } from '../envelope.ts';
import { isoStamp } from '../stated-time.ts';

/** Docker writes this where a container has not ended. */
const NEVER = '0001-';

/** What became of a container, in the words of `docker compose up`. */
const peel = (line: string): Inner | undefined => {
  const fields = fieldsOf(line) ?? {};
  const state = objectOf(fields, 'State');
  const [at, code] = [textOf(state, 'FinishedAt'), textOf(state, 'ExitCode')];
  if (at === undefined || code === undefined || textOf(state, 'StartedAt') === undefined) return undefined;
  const host = textOf(fields, 'Name')?.replace(/^\//, '');
  if (at.startsWith(NEVER)) return { text: '', ...(host === undefined ? {} : { host }) };
  const why = state['OOMKilled'] === true ? ' (OOMKilled)' : '';
  return { text: `exited with code ${code}${why}`, stamp: isoStamp(at), ...(host === undefined ? {} : { host }) };
};

/** `docker inspect`, an object a container: how each ended, and when. */
export const dockerInspect: Envelope = {
  id: 'docker-inspect',
  title: 'docker inspect',
  docs: 'https://docs.docker.com/reference/cli/docker/inspect/',
  samples: [
    {
      line: '{"Id":"f00d","State":{"Status":"exited","OOMKilled":true,"ExitCode":137,"StartedAt":"2026-11-23T09:00:01.2Z","FinishedAt":"2026-11-23T09:22:33.444Z"},"Name":"/api"}',
      inner: { text: 'exited with code 137 (OOMKilled)', host: 'api', stamp: isoStamp('2026-11-23T09:22:33.444Z') },
    },
    {
      line: '{"Id":"f00e","State":{"Status":"running","OOMKilled":false,"ExitCode":0,"StartedAt":"2026-11-23T09:00:01.2Z","FinishedAt":"0001-01-01T00:00:00Z"},"Name":"/web"}',
      inner: { text: '', host: 'web' },
    },
  ],
  learn: ({ lines }) => (lines.some((line) => peel(line) !== undefined) ? '' : undefined),
  open: () => peel,
};
