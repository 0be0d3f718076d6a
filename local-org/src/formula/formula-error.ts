/** What is wrong with a formula's text; the message is the platform's. */
export class FormulaCompileError extends Error {
  override readonly name = 'FormulaCompileError';
  /** Offset in the formula. */
  readonly at: number;

  constructor(message: string, at = 0) {
    super(message);
    this.at = at;
  }
}

/** A formula that cannot be computed for a record: a division by zero, a text that is no number. A formula field shows #Error!. */
export class FormulaRuntimeError extends Error {
  override readonly name = 'FormulaRuntimeError';
}
