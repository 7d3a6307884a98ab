import { once } from 'node:events';
import { expect, it, vi } from 'vitest';
import { silentOutput } from '../../src/tui/silent-output.ts';

it('lets nothing through, and lets ink wait for what was written before', async () => {
  const written = vi.spyOn(process.stdout, 'write');
  const stream = silentOutput(process.stdout);
  await new Promise((done) => stream.write('\u001b[1mone\u001b[0m\ntwo', done));
  expect(written.mock.calls.map(([text]) => text)).toEqual(['']);
  written.mockRestore();
});

it('is the output in all else', async () => {
  const stream = silentOutput(process.stdout);
  const told = once(process.stdout, 'resize');
  stream.emit('resize');
  await told;
  expect(stream.columns).toBe(process.stdout.columns);
});
