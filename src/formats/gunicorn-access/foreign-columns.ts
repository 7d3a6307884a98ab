import { type Column, labelOf, mostly } from './columns.ts';

// rt=0.498, ut="0.002, 0.496": nginx has three decimals where gunicorn has six
const NGINX_SECONDS = /^\d+\.\d{3}(?:(?:, | : )(?:\d+\.\d{3}|-))*$/;
// ua="127.0.0.1:8014"
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}:\d+|\[[\da-fA-F:]+\]:\d+|unix:\/\S+)(?:(?:, | : ).*)?$/;

/** True for a column that only a proxy in front writes: how long another server took, or where it is. `request`: place of the request. */
export const isProxyColumn = (column: Column, place: number, request: number): boolean =>
  mostly(column, (value) => NGINX_SECONDS.test(value)) ||
  (place > request && !/host|client|remote/i.test(labelOf(column)) && mostly(column, (value) => ADDRESS.test(value)));
