import { expect, it } from 'vitest';
import { stampedLines } from '../../src/envelopes/stamped-lines/envelope.ts';

it("leaves a server's own head alone that names its zone", () => {
  const lines = ['2026-11-23 09:48:48 PST [1] [CRITICAL] WORKER TIMEOUT (pid:7)'];
  expect(stampedLines.learn({ lines, year: 2026 })).toBeUndefined();
});
