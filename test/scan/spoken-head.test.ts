import { expect, it } from 'vitest';
import { newHead } from '../../src/formats/head.ts';
import { readSpeaker } from '../../src/scan/spoken-head.ts';

const speakerOf = (before: string): number => {
  const head = { ...newHead(), pid: 141 };
  const bytes = Buffer.from(`${before}! Detected parent died, dying`);
  readSpeaker(bytes, { from: 0, to: before.length }, head);
  return head.pid;
};

it.each([
  ['2026-11-23T09:48:48 [141] [4711] ', 4711],
  ['2026-11-23T09:48:48 [141] ', 141],
  ['2026-11-23T09:48:48 [141] [INFO] ', 141],
  ['2026-11-23T09:48:48 [4711] - ', 141],
  ['', 141],
])('whose words they are stands right before them: "%s"', (before, pid) => {
  expect(speakerOf(before)).toBe(pid);
});
