/** Zones whose name is that of several: which one a clock means, it does not tell. By name, what each may be. */
export const AMBIGUOUS_ZONES: ReadonlyMap<string, string> = new Map([
  ['CST', 'UTC-6 in North America, UTC+8 in China, UTC-5 in Cuba'],
  ['IST', 'UTC+5:30 in India, UTC+1 in Ireland, UTC+2 in Israel'],
  ['BST', 'UTC+1 in Britain, UTC+6 in Bangladesh, UTC+11 in Bougainville'],
  ['AST', 'UTC-4 in North America, UTC+3 in Arabia'],
  ['GST', 'UTC+4 in the Gulf, UTC-2 in South Georgia'],
]);
