import type { Evidence } from '../model/report-evidence.ts';
import { type Is, isNumber, isText, shapeOf } from './shape.ts';

export const isEvidence: Is<Evidence> = shapeOf({
  source: isNumber,
  file: isText,
  line: isNumber,
  offset: isNumber,
  text: isText,
});
