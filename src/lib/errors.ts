interface Advice {
  readonly code: string;
  readonly suggestions?: readonly string[];
  readonly cause?: unknown;
}

/** The operator can put this right. Anything else that is thrown is a bug in this program. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: string;
  readonly suggestions: readonly string[];

  constructor(message: string, { code, suggestions = [], cause }: Advice) {
    super(message, { cause });
    this.code = code;
    this.suggestions = suggestions;
  }
}
