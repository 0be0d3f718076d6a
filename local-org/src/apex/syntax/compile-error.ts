import type { Position } from './ast.ts';

/** What the compiler says about one place in the source; line and column count from 1. */
export interface CompileError {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Where a compilation puts its errors; it keeps going, so that one run shows them all. */
export class ErrorSink {
  readonly file: string;
  readonly errors: CompileError[] = [];

  constructor(file: string) {
    this.file = file;
  }

  add(at: Position, message: string): void {
    const known = this.errors.some((error) => error.line === at.line && error.column === at.column && error.message === message);
    if (!known) this.errors.push({ file: this.file, line: at.line, column: at.column, message });
  }
}
