import { expect, it } from 'vitest';
import type { Diagnosis } from '../../../src/model/report.ts';
import { diagnosis, remediedBy } from '../../../src/report/text/diagnosis.ts';
import { incident as sample } from '../sample-incident.ts';

const found = (about: Diagnosis['about'], remedy: string): Diagnosis => ({
  ...{ id: 'x', title: `${about} of ${remedy}`, about, confidence: 0.9, for: ['a sign'], against: [] },
  ...{ remedy, reference: 'the docs' },
});
const diagnoses = [found('cause', 'bound the call'), found('misreading', 'look elsewhere')];
const [first, second] = ['i1', 'i2'].map((id) => ({ ...sample, id, diagnoses }));
const page = { ...{ width: 80, colour: false, complete: false, margin: 10 } };

it('tells what to do once, and of the next incident that it is the same', () => {
  if (!first || !second) throw new Error('two incidents');
  const remedied = remediedBy([first, second], page);
  const [one, other] = [first, second].map((incident) =>
    diagnosis(incident, { ...page, remedied }).map(({ label, text }) => `${label} ${text}`.trim()),
  );
  expect(one).toContain('Remedy bound the call');
  expect(one).toContain('Remedy look elsewhere');
  expect(other).toEqual([
    'Why cause of bound the call (very likely, 0.90).',
    '+ a sign',
    'Remedy As for i1.',
    'Mind misreading of look elsewhere, as in i1 (very likely, 0.90).',
  ]);
});
