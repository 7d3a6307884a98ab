// apart from the catalogue, so that to look for what is new does not load all that reads logs
export { sourceKinds } from '../sources/registry.ts';
