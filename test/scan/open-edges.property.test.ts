import fc from 'fast-check';
import { expect, it } from 'vitest';
import { OpenRequests } from '../../src/lib/open-requests.ts';
import { newHead } from '../../src/formats/head.ts';
import { wallMicros } from '../../src/model/time.ts';
import { OpenEdges } from '../../src/scan/open-edges.ts';
import { newOpenRecord } from '../../src/scan/open-record.ts';
import { NOTHING_SAID } from '../../src/scan/with-noted.ts';

const step = fc.record({
  isStart: fc.boolean(),
  pid: fc.constantFrom(7, 8, -32_768),
  key: fc.constantFrom('', 'a', 'ab', '/feed', '/feeds'),
  hasOwnKey: fc.boolean(),
  wall: fc.integer({ min: 0, max: 20_000_000 }),
  durationUs: fc.constantFrom(Number.NaN, 1_000_000, 5_000_000),
});

it('pairs as keys made into texts do', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const bytes = Buffer.from(steps.map(({ key }) => key).join(' '));
      const [edges, requests] = [
        new OpenEdges(bytes),
        new OpenRequests<{ readonly wall: number; readonly from: number }>(),
      ];
      let from = 0;
      for (const { isStart, pid, key, hasOwnKey, wall, durationUs } of steps) {
        const to = from + key.length;
        const range = hasOwnKey ? { idFrom: from, idTo: to } : { keyFrom: from, keyTo: to };
        const head = { ...newHead(), ...range, pid, wall: wallMicros(wall), durationUs, precisionUs: 1_000 };
        // an id is known by where it ends
        const isOwn = hasOwnKey && to > 0;
        const text = `${String(pid)} ${String(isOwn)} ${key}`;
        if (isStart) {
          edges.open(head, { ...newOpenRecord(), from }, NOTHING_SAID);
          requests.open(text, { wall, from });
        } else {
          const end = { wall, durationUs, precisionUs: 1_000, hasOwnKey: isOwn };
          expect(edges.close(head)?.record.from).toBe(requests.close(text, end)?.from);
        }
        from = to + 1;
      }
      const left = new Set([...edges.left()].map(({ record }) => record.from));
      expect(left).toEqual(new Set([...requests.left()].map((start) => start.from)));
    }),
  );
});
