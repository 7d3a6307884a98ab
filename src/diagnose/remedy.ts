/** What to change, and where that is described. */
export interface Remedy {
  readonly text: string;
  readonly reference: string;
}
