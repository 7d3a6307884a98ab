import { expect, it } from 'vitest';
import { jsonRenderer } from '../../../src/report/json/renderer.ts';
import { hostile } from '../hostile.ts';
import { quietReport, sampleReport } from '../sample-report.ts';

const OPTIONS = { colour: true, width: 80, complete: false };

it.each([
  ['the story', sampleReport],
  ['a quiet day', quietReport],
  ['hostile log text', hostile(sampleReport)],
])('prints %s so that it reads back to the same', (_title, report) => {
  expect(JSON.parse([...jsonRenderer.render(report, OPTIONS)].join(''))).toEqual(report);
});

it('prints nothing that a terminal would obey', () => {
  const text = [...jsonRenderer.render(hostile(sampleReport), OPTIONS)].join('');
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/);
});
