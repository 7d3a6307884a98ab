import type { Layout } from '../../model/layout.ts';
import { accessReader, isFailure, type MatchLine, matchAny, testOf } from '../access-reader.ts';
import { requestReader } from '../access-request.ts';
import type { Format, Learnt, LogSample, Reader } from '../format.ts';
import { compileFormat } from './compile-format.ts';
import { samples } from './samples.ts';

const ID = 'php-fpm-access';

const DEFAULT = '%R - %u %t "%m %r%Q%q" %s';

/** The default (fpm_log.c, 5.3 to 8.4), what the pool's file proposes (www.conf.in), and what goes on in another way from there. */
const KNOWN: readonly string[] = [DEFAULT, `${DEFAULT} %f %{milli}d %{kilo}M %C%%`, `${DEFAULT} %f`];

/** A log may go on in another format after a change of the configuration. */
const SEPARATOR = '\n';

const compileHead = (head: string): MatchLine => matchAny(head.split(SEPARATOR).map(compileFormat));

/** nginx' formats have variables, gunicorn's their letters in round brackets. */
const isOwn = (format: string): boolean => /%(?:\{[^}]*\})?[A-Za-z]/.test(format);

const learn = ({ lines, stated }: LogSample): Learnt | undefined => {
  const formats: string[] = [];
  let left = lines;
  for (const format of [...stated.filter(isOwn), ...KNOWN]) {
    const fits = testOf(compileHead(format));
    const rest = left.filter((line) => !fits(line));
    if (rest.length < left.length) formats.push(format);
    left = rest;
  }
  if (formats.length === 0) return undefined;
  const head = formats.join(SEPARATOR);
  return { share: (lines.length - left.length) / lines.length, layout: { format: ID, head, phrases: [] } };
};

const open = ({ head }: Layout): Reader => {
  const matches = compileHead(head);
  return accessReader({
    matches,
    hasFailed: (_bytes, { status }) => isFailure(status),
    read: requestReader(matches),
  });
};

/** PHP-FPM's access log, in the pool's `access.format`, stated or as it comes: one line a request, when it has ended. */
export const phpFpmAccess: Format = {
  id: ID,
  title: "PHP-FPM's access log",
  docs: 'https://www.php.net/manual/en/install.fpm.configuration.php#access-format',
  samples,
  learn,
  open,
};
