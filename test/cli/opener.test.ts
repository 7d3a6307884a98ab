import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { openerOf } from '../../src/cli/timeline-world.ts';

const PLACE = { file: 'logs/run.log', line: 7 };
const path = resolve('logs/run.log');

it.each([
  [{}, ['less', '+7', path]],
  [{ PAGER: 'less -R' }, ['less', '-R', '+7', path]],
  [{ EDITOR: 'vim', PAGER: 'less' }, ['vim', '+7', path]],
  [{ VISUAL: 'code --wait', EDITOR: 'vim' }, ['code', '--wait', '--goto', `${path}:7`]],
])('opens a log at a line with what %o names', (env, command) => {
  expect(openerOf(env, PLACE)).toEqual(command);
});
