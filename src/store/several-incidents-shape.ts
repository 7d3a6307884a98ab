import type { DiedTogether, SharedCause } from '../model/died-together.ts';
import type { Pattern } from '../model/report-pattern.ts';
import { type Is, isNumber, isText, listOf, shapeOf } from './shape.ts';

const isTexts = listOf(isText);

const isSharedCause: Is<SharedCause> = shapeOf({
  id: isText,
  title: isText,
  confidence: isNumber,
  for: isTexts,
  against: isTexts,
  remedy: isText,
});

export const isDiedTogether: Is<DiedTogether> = shapeOf({
  incidents: isTexts,
  causes: listOf(isSharedCause),
  shared: isTexts,
  apart: isTexts,
});

export const isPattern: Is<Pattern> = shapeOf({ title: isText, incidents: isTexts, evidence: isTexts });
