import type * as model from '../model/report.ts';
import { isEvidence } from './evidence-shape.ts';
import { type Is, isNumber, isText, listOf, oneOf, orNull, shapeOf } from './shape.ts';

const isTexts = listOf(isText);
const isTextOrNull = orNull(isText);

const isFailureKind = oneOf<model.FailureKind>(
  'killed',
  'recycled',
  'keepAliveRace',
  'proxyGaveUp',
  'clientLeft',
  'appError',
  'refused',
  'unexplained',
);

const isFailure: Is<model.Failure> = shapeOf({
  kind: isFailureKind,
  label: isText,
  at: isTextOrNull,
  incident: isTextOrNull,
  why: isText,
  evidence: listOf(isEvidence),
});

export const isFailureList: Is<model.Failures['list']> = listOf(isFailure);

export const isFailures: Is<model.Failures> = shapeOf({
  killed: isNumber,
  recycled: isNumber,
  keepAliveRace: isNumber,
  proxyGaveUp: isNumber,
  clientLeft: isNumber,
  appError: isNumber,
  refused: isNumber,
  unexplained: isNumber,
  list: isFailureList,
});

export const isFailureDiagnosis: Is<model.FailureDiagnosis> = shapeOf({
  ...{ id: isText, title: isText, confidence: isNumber },
  ...{ for: isTexts, against: isTexts, remedy: isText, reference: isText },
  kind: isFailureKind,
  count: isNumber,
});
