import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Report } from '../../src/model/report.ts';

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
formats.default(ajv);

const schema: unknown = JSON.parse(readFileSync('schema/forensics-report-1.schema.json', 'utf8'));
if (typeof schema !== 'object' || schema === null) throw new Error('the schema is no JSON object');

/** True of what the published schema accepts; its `errors` then tell why it did not. */
export const isReport = ajv.compile<Report>(schema);
