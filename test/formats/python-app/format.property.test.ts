import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { pythonApp } from '../../../src/formats/python-app/format.ts';
import { compileHead } from '../../../src/formats/python-app/compile-head.ts';
import { newHeadColumns } from '../../../src/formats/python-app/head-matcher.ts';
import { compilePhrases, newPhraseFacts } from '../../../src/formats/python-app/phrase-matcher.ts';
import { formatTemplate, parseTemplate } from '../../../src/formats/python-app/template.ts';
import { newHead } from '../../../src/formats/head.ts';
import { inventedCases } from './invented-wordings.ts';
import { simulatedLog, simulatedRequests } from './simulated-log.ts';
import { knownCases } from './wordings.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const cases = [...knownCases, ...inventedCases];

it('never throws, whatever head, phrases and bytes', () => {
  const pieces = fc.constantFrom(
    '{time}',
    '{pid}',
    '{id}',
    '{thread}',
    '{rest}',
    '{{',
    '\n\t',
    ' ',
    '[',
    '{message}',
    '{ms}',
  );
  const template = fc.array(fc.oneof(pieces, fc.string())).map((parts) => parts.join(''));
  const lines = cases.flatMap(({ wording }) => simulatedLog(wording, simulatedRequests().slice(0, 2)));
  const text = fc.array(
    fc.oneof(
      fc.constantFrom(...lines, '\n', '\t', 'Traceback (most recent call last):'),
      fc.string({ unit: 'binary' }),
    ),
  );
  fc.assert(
    fc.property(
      template,
      template,
      text.map((parts) => parts.join('')),
      fc.nat(40),
      (head, phrase, said, from) => {
        const phrases = [
          { edge: 'start', template: phrase },
          { edge: 'end', template: `${phrase} {id}` },
        ] as const;
        const bytes = encode(said);
        expect(() => {
          const reader = pythonApp.open({ format: 'python-app', head, phrases });
          reader.starts(bytes, from, bytes.length, newHead());
          reader.classify(bytes, Math.min(from, bytes.length), bytes.length, newHead());
          reader.read({ origin: { source: 1, line: 1, byteOffset: 0 }, text: said });
          pythonApp.learn({ lines: said.split('\n'), workerPids: new Set(), stated: [] });
        }).not.toThrow();
      },
    ),
  );
});

it('learns from any part of a log without throwing, and never more than it reads', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...cases),
      fc.integer(),
      fc.nat(300),
      fc.nat(300),
      ({ wording }, seed, from, length) => {
        const lines = simulatedLog(wording, simulatedRequests(Math.abs(seed))).slice(from, from + length);
        const learnt = pythonApp.learn({ lines, workerPids: new Set(), stated: [] });
        expect(learnt?.share ?? 0).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 60 },
  );
});

const literal = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/\s+/g, ' '));
const part = fc.oneof(
  literal.map((text) => ({ literal: text })),
  fc.constantFrom('id', 'time:epoch', 'word').map((name) => ({ name })),
);

it('reads back the template that was written', () => {
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const template = formatTemplate(parts);
      expect(formatTemplate(parseTemplate(template))).toBe(template);
    }),
  );
});

it('reads back the columns that were written, whatever stands between them', () => {
  const between = literal.filter((text) => !/[\d.,+\-Z/]|^\s*$/.test(text) && !text.includes('\u001f'));
  fc.assert(
    fc.property(between, between, fc.nat(4_194_304), literal, (first, second, pid, message) => {
      const head = compileHead(
        formatTemplate([
          { name: 'time' },
          { literal: ` ${first}` },
          { name: 'pid' },
          { literal: `${second} ` },
          { name: 'message' },
        ]),
      );
      const line = encode(`2026-11-23 09:50:12,644 ${first}${pid}${second} ${message}`);
      const columns = newHeadColumns();
      expect(head.match(line, 0, line.length, columns)).toBe(true);
      expect(columns.pid).toBe(pid);
      expect(new TextDecoder().decode(line.subarray(columns.message))).toBe(message.trimStart());
    }),
  );
});

it('reads back the facts that were written', () => {
  const id = fc.stringMatching(/^[\w/.:-]{1,24}$/);
  fc.assert(
    fc.property(
      id,
      fc.constantFrom('GET', 'PATCH'),
      fc.webPath(),
      fc.integer({ min: 100, max: 599 }),
      fc.nat(9_999_999),
      (rid, method, path, status, us) => {
        const target = path === '' ? '/' : path;
        const matcher = compilePhrases([
          { edge: 'end', template: 'done {id} ({method} {target}) -> {status} after {us} us' },
        ]);
        const bytes = encode(`done ${rid} (${method} ${target}) -> ${status} after ${us} us`);
        const facts = newPhraseFacts();
        expect(matcher.match(bytes, 0, bytes.length, facts)).toBe(true);
        const text = (from: number, to: number): string => new TextDecoder().decode(bytes.subarray(from, to));
        expect([
          text(facts.idFrom, facts.idTo),
          text(facts.methodFrom, facts.methodTo),
          facts.status,
          facts.durationUs,
        ]).toEqual([rid, method, status, us]);
        expect(text(facts.targetFrom, facts.targetTo)).toBe(target);
      },
    ),
  );
});
