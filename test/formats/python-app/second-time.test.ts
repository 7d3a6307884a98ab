import { expect, it } from 'vitest';
import { pythonApp } from '../../../src/formats/python-app/format.ts';

const two = (number: number): string => String(number).padStart(2, '0');

it('takes no part of a second time for a pid or a thread', () => {
  const lines = Array.from({ length: 60 }, (_, at) => {
    const time = `08:53:${two(at)}`;
    const said = at % 2 === 0 ? 'started' : 'finished';
    return `2026-11-23 ${time} ${time}.${two(at)}7 INFO shop request ${said} id=${String(1000 + Math.floor(at / 2))}`;
  });
  const learnt = pythonApp.learn({ lines, workerPids: new Set([8]), stated: [] });
  expect(learnt?.layout.head).toBeDefined();
  expect(learnt?.layout.head).not.toMatch(/pid|thread/);
});
