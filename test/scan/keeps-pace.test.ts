import { expect, it } from 'vitest';
import { openEnvelopes } from '../../src/envelopes/peel-lines.ts';
import { envelopes } from '../../src/envelopes/registry.ts';
import { keepsPace } from '../../src/scan/keeps-pace.ts';

const CRI = openEnvelopes([{ envelope: 'cri', head: '' }], envelopes);
const line = (time: string, uptime: string): string =>
  `2026-11-23T08:${time}Z stderr F [${uptime}] oom-kill:task=gunicorn`;

it('tells what a collector read as it was said from what the kernel repeated of months', () => {
  const live = [line('53:20.5', '159805.364253'), line('55:20.9', '159925.764300')];
  const repeated = [line('53:20.5', '   12.364253'), line('53:20.6', '159925.764300')];
  expect([live, repeated, ['[   12.364253] oom-kill:task=gunicorn']].map((lines) => keepsPace(lines, CRI))).toEqual([
    true,
    false,
    false,
  ]);
});
