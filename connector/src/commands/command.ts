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
    line: (text = '') => lines(printable(text)),
    json: (value) => lines(JSON.stringify(value, null, 2)),
    progress(text) {
      if (!isTerminal) return lines(text);
      // Back to the beginning of the line, and what stood there away.
      write(`\r\u001B[K${text}`);
      isProgressShown = true;
    },
  };
}

/** Text without what would command a terminal: what the other sides say of a failure may repeat what anybody wrote. */
function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n]/gu, '\uFFFD');
}

/** Rows as a table whose columns are as wide as their widest cell; a row is one line. */
export function columns(rows: readonly (readonly (string | number)[])[]): string[] {
  const texts = rows.map((row) => row.map((cell) => String(cell).replaceAll(/\s*[\r\n]\s*/g, ' ')));
  const widths = (texts[0] ?? []).map((_, column) => texts.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), 0));
  return texts.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}

/** `1 quote`, `2 quotes`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** Text as one word of a shell's command line, quoted where it has to be: an id may have blanks, quotes and dollars. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
