import { type Column, labelOf, mostly } from './columns.ts';

interface Rule {
  readonly name: string;
  readonly value: RegExp;
}

/** Values that tell by themselves what they are. */
const RULES: readonly Rule[] = [
  { name: '%(t)s', value: /^\[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d(?:(?:\.\d{1,6})? [+-]\d{4})?\]$/ },
  { name: '%(p)s', value: /^<\d+>$/ },
  // GET /item order_id=1059349 HTTP/1.1: the raw target of a request holds no space
  { name: '%(m)s %(U)s %(q)s %(H)s', value: /^[A-Z]{3,9} [/*]\S* \S* HTTP\/\d(?:\.\d)?$/ },
  { name: '%(r)s', value: /^[A-Z]{3,9} \S.* (?:HTTP\/)?\d(?:\.\d)?$/ },
  { name: '%(m)s %(U)s', value: /^[A-Z]{3,9} [/*]\S*$/ },
  { name: '%(m)s', value: /^(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS|CONNECT|TRACE)$/ },
  { name: '%(U)s', value: /^[/*]/ },
  { name: '%(H)s', value: /^HTTP\/\d(?:\.\d)?$/ },
];

const PID_LABEL = /^(?:pid|process_?id|worker(?:_?pid)?|p)$/i;
const NUMBER = /^\d+$/;
// [2026-11-23 09:45:57 +0000] [10587] [INFO] 127.0.0.1:60220 - - …: hypercorn
const BEFORE_LEVEL = /^\] \[(?:DEBUG|INFO|WARNING|ERROR)\]/;

/** The conversion that writes such values, where they leave no doubt. */
export function nameByValue(column: Column, workerPids: ReadonlySet<number>): string | undefined {
  const rule = RULES.find(({ value }) => mostly(column, (text) => value.test(text)));
  if (rule) return rule.name;
  const isLabelled = PID_LABEL.test(labelOf(column)) || BEFORE_LEVEL.test(column.after);
  const isPid = (text: string): boolean => NUMBER.test(text) && (isLabelled || workerPids.has(Number(text)));
  return mostly(column, isPid) ? '%(p)s' : undefined;
}
