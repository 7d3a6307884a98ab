import { UserError } from '../lib/errors.ts';
import { parseHumanTime } from './human-time.ts';

interface Flags {
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly now: string | undefined;
}
