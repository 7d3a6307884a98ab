import type { Layout } from '../../model/layout.ts';
import { accessReader, isFailure } from '../access-reader.ts';
import { requestReader } from '../access-request.ts';
import type { Format, Reader } from '../format.ts';
import { compileHead } from './access-head.ts';
import { ID, learn } from './learn.ts';
import { samples } from './samples.ts';

const open = ({ head }: Layout): Reader => {
  const matches = compileHead(head);
  return accessReader({ matches, hasFailed: (_bytes, { status }) => isFailure(status), read: requestReader(matches) });
};

/** gunicorn's access log in any format string, and uvicorn's lines. Each line sums up one request at its end. */
export const gunicornAccess: Format = {
  id: ID,
  title: "gunicorn's access log",
  docs: 'https://docs.gunicorn.org/en/stable/settings.html#access-log-format',
  samples,
  learn,
  open,
};
