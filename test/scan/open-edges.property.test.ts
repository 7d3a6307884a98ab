import fc from 'fast-check';
import { expect, it } from 'vitest';
import { OpenRequests } from '../../src/lib/open-requests.ts';
import { OpenEdges } from '../../src/scan/open-edges.ts';

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
      const [edges, requests] = [new OpenEdges(bytes), new OpenRequests<{ readonly wall: number }>()];
      let keyFrom = 0;
      for (const { isStart, pid, key, hasOwnKey, wall, durationUs } of steps) {
        const keyTo = keyFrom + key.length;
        const edge = { pid, wall, keyFrom, keyTo, hasOwnKey };
        const text = `${String(pid)} ${String(hasOwnKey)} ${key}`;
        const end = { wall, durationUs, precisionUs: 1_000, hasOwnKey };
        if (isStart) {
          edges.open(edge);
          requests.open(text, edge);
        } else expect(edges.close(edge, end)).toBe(requests.close(text, end));
        keyFrom = keyTo + 1;
      }
      expect(new Set(edges.left())).toEqual(new Set(requests.left()));
    }),
  );
});
