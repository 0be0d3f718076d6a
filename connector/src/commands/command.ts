/** A command of the connector: `npm run connector -- <name> …`. */
export interface Command {
  readonly summary: string;
  /** Arguments and options, a line each, as `--help` shows them. */
  readonly usage: readonly string[];
  /** Runs it and returns the exit code: 0 done, 1 not done. */
  run(args: readonly string[], out: Output): Promise<number>;
}

/** Where a command writes: lines for people, or one JSON document with `--json`. */
export interface Output {
  line(text?: string): void;
  json(value: unknown): void;
  /** How far a long command has come: in its place on a terminal, else a line each time. */
  progress(text: string): void;
}

/** The command was called in a way that it does not know; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Output to a stream of text, which may be a terminal. */
export function outputTo(write: (text: string) => void, isTerminal = false): Output {
  let isProgressShown = false;
  const lines = (text: string) => {
    write(`${isProgressShown ? '\n' : ''}${text}\n`);
    isProgressShown = false;
  };
  return {
    line: (text = '') => lines(text),
    json: (value) => lines(JSON.stringify(value, null, 2)),
    progress(text) {
      if (!isTerminal) return lines(text);
      // Back to the beginning of the line, and what stood there away.
      write(`\r\u001B[K${text}`);
      isProgressShown = true;
    },
  };
}

/** Rows as a table whose columns are as wide as their widest cell. */
export function columns(rows: readonly (readonly (string | number)[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => String(row[column] ?? '').length)));
  return rows.map((row) => row.map((cell, column) => String(cell).padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}

/** `1 quote`, `2 quotes`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
