import { once } from 'node:events';
import { expect, it } from 'vitest';
import { frameStream } from '../../src/tui/frame-stream.ts';

it('hands frames over, keeps modes back, and lets ink wait for its writes', async () => {
  const drawn: string[] = [];
  const stream = frameStream(process.stdout, (frame) => drawn.push(frame));
  stream.write('\u001b[1mone\u001b[0m\ntwo');
  stream.write('\u001b[?25h');
  expect(drawn).toEqual(['\u001b[1mone\u001b[0m\ntwo']);
  await new Promise((done) => stream.write('', done));
});

it('is the output in all else', async () => {
  const stream = frameStream(process.stdout, () => undefined);
  const told = once(process.stdout, 'resize');
  stream.emit('resize');
  await told;
  expect(stream.columns).toBe(process.stdout.columns);
});
