/** The system's code of a failed call (`ENOENT`), or its name where it has none. */
export const errnoOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
};
