export { configurationKinds } from '../configuration/registry.ts';
export { rules } from '../diagnose/registry.ts';
export { envelopes } from '../envelopes/registry.ts';
export { formats } from '../formats/registry.ts';
export { supervisors } from '../supervisors/registry.ts';
