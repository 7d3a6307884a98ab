// apart from the catalogue, so that to show a report does not load all that reads logs
export { renderers } from '../report/registry.ts';
