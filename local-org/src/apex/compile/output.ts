/** JavaScript that keeps every piece on the line of the source that it came from, so that stacks tell Apex lines. */
export class Output {
  private readonly lines: string[] = [''];

  /** Puts `code` on `line`, or at the end when the output is already past it. */
  at(line: number, code: string): void {
    while (this.lines.length < line) this.lines.push('');
    this.lines[this.lines.length - 1] += code;
  }

  /** Adds to what was put last. */
  add(code: string): void {
    this.lines[this.lines.length - 1] += code;
  }

  /** A place on the current line that is filled in later. */
  slot(): (code: string) => void {
    const index = this.lines.length - 1;
    const mark = `/*${this.marks++}*/`;
    this.lines[index] += mark;
    return (code) => {
      this.lines[index] = this.lines[index]!.replace(mark, () => code);
    };
  }

  private marks = 0;

  text(): string {
    return this.lines.join('\n');
  }
}
